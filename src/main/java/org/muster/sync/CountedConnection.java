package org.muster.sync;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.muster.hypervisor.EventSink;
import org.muster.hypervisor.FigureObservation;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.Progress;
import org.muster.hypervisor.StatusObservation;
import org.muster.hypervisor.TargetedObservation;

/** A connection whose calls are counted, whoever makes them; what fails, or does not say, counts as one. */
final class CountedConnection implements HypervisorConnection {

    private interface Question<T> {
        T ask() throws HypervisorException;
    }

    private final HypervisorConnection asked;
    private final Calls calls;

    CountedConnection(HypervisorConnection asked, Calls calls) {
        this.asked = asked;
        this.calls = calls;
    }

    private <T> T counted(ToIntFunction<T> cost, Question<T> question) throws HypervisorException {
        int made = 1;
        try {
            T answer = question.ask();
            made = cost.applyAsInt(answer);
            return answer;
        } finally {
            calls.add(made);
        }
    }

    @Override
    public boolean isOpen() {
        return asked.isOpen();
    }

    @Override
    public Observation observe(Duration limit) throws HypervisorException {
        return counted(Observation::calls, () -> asked.observe(limit));
    }

    @Override
    public StatusObservation observeStatuses(Duration limit) throws HypervisorException {
        return counted(StatusObservation::calls, () -> asked.observeStatuses(limit));
    }

    @Override
    public FigureObservation observeFigures(Duration limit) throws HypervisorException {
        return counted(FigureObservation::calls, () -> asked.observeFigures(limit));
    }

    @Override
    public Optional<ObservedVm> observeVm(String externalId, Duration limit) throws HypervisorException {
        return counted(vm -> 1, () -> asked.observeVm(externalId, limit));
    }

    @Override
    public TargetedObservation observeVms(Collection<String> externalIds, Duration limit) throws HypervisorException {
        return counted(TargetedObservation::calls, () -> asked.observeVms(externalIds, limit));
    }

    @Override
    public boolean listen(EventSink sink, Duration limit) throws HypervisorException {
        return counted(tells -> 1, () -> asked.listen(sink, limit));
    }

    @Override
    public GuestObservation observeGuest(String externalId, Duration limit) throws HypervisorException {
        return counted(GuestObservation::calls, () -> asked.observeGuest(externalId, limit));
    }

    @Override
    public Optional<String> perform(Order order, Duration limit) throws HypervisorException {
        return counted(taken -> 1, () -> asked.perform(order, limit));
    }

    @Override
    public Progress follow(String receipt, Duration limit) throws HypervisorException {
        return counted(progress -> 1, () -> asked.follow(receipt, limit));
    }

    @Override
    public void close() {
        asked.close();
    }
}
