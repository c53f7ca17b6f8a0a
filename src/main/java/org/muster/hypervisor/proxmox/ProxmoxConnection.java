package org.muster.hypervisor.proxmox;

import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.FigureObservation;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.Progress;
import org.muster.hypervisor.StatusObservation;
import org.muster.hypervisor.StatusReading;
import org.muster.hypervisor.TimeLeft;
import org.muster.inventory.Marks;

/** A cluster behind its REST API. A quick observation is one request: the figures come with the statuses. */
final class ProxmoxConnection implements HypervisorConnection {

    private static final String LIST = "/cluster/resources";

    private final Session session;
    private final Remembered remembered;
    private final String version;
    private volatile Map<GuestId, Guest> listed = Map.of();
    private volatile @Nullable Resources last;
    private volatile boolean spent;

    ProxmoxConnection(Session session, Remembered remembered, String version) {
        this.session = session;
        this.remembered = remembered;
        this.version = version;
    }

    /** A question to the API. */
    private interface Question<T> {
        T ask(TimeLeft left) throws HypervisorException;
    }

    private <T> T asking(Duration limit, Question<T> question) throws HypervisorException {
        if (spent) {
            throw new HypervisorException(Reason.UNREACHABLE, "This connection is closed.");
        }
        try {
            return question.ask(new TimeLeft(limit));
        } catch (HypervisorException e) {
            spent |= e.endsConnection();
            throw e;
        }
    }

    @Override
    public boolean isOpen() {
        return !spent;
    }

    /** @throws HypervisorException CREDENTIALS_REFUSED with the names of those that lack */
    void requirePrivileges(Duration limit) throws HypervisorException {
        asking(limit, left -> {
            Privileges.of(session.get("/access/permissions", left.now())).require();
            return this;
        });
    }

    @Override
    public Observation observe(Duration limit) throws HypervisorException {
        return asking(limit, left -> {
            Resources list = list(left);
            last = null; // figures are for the list of their own pass
            Observation seen = new FullPass(session, remembered, version, left.now()).observe(list);
            last = list;
            return seen;
        });
    }

    @Override
    public StatusObservation observeStatuses(Duration limit) throws HypervisorException {
        return asking(limit, left -> {
            Resources list = list(left);
            last = list;
            return new StatusObservation(list.readings(), list.offline(), 1);
        });
    }

    /** Those of the list that was read last, which costs no request; once, for they are old the next time. */
    @Override
    public FigureObservation observeFigures(Duration limit) throws HypervisorException {
        return asking(limit, left -> {
            Resources list = last;
            last = null;
            return list != null
                    ? new FigureObservation(list.figures(), 0)
                    : new FigureObservation(list(left).figures(), 1);
        });
    }

    private Resources list(TimeLeft left) throws HypervisorException {
        Resources list = Resources.of(session.read(LIST, left.now()));
        listed = byId(list); // at once: passes, tasks and guests' questions look into it beside each other
        return list;
    }

    private static Map<GuestId, Guest> byId(Resources list) {
        return list.guests().stream().collect(Collectors.toUnmodifiableMap(Guest::id, Function.identity()));
    }

    @Override
    public Optional<ObservedVm> observeVm(String externalId, Duration limit) throws HypervisorException {
        Optional<GuestId> id = GuestId.parse(externalId);
        return id.isEmpty() ? Optional.empty() : asking(limit, left -> observe(id.get(), left));
    }

    private Optional<ObservedVm> observe(GuestId id, TimeLeft left) throws HypervisorException {
        try {
            return Optional.of(at(id, left, node -> observe(id, node, left)));
        } catch (HypervisorException e) {
            if (e.reason() == Reason.NO_SUCH_VM) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Something that is asked of a guest's node. */
    private interface AtNode<T> {
        T ask(String node) throws HypervisorException;
    }

    /** A guest that is not where it was has migrated, or is gone: the list tells where it is now. */
    private <T> T at(GuestId id, TimeLeft left, AtNode<T> question) throws HypervisorException {
        Guest known = listed.get(id);
        if (known != null) {
            try {
                return question.ask(known.node());
            } catch (HypervisorException e) {
                if (e.reason() != Reason.NO_SUCH_VM) {
                    throw e;
                }
            }
        }
        Guest now = byId(list(left)).get(id);
        if (now == null) {
            throw new HypervisorException(Reason.NO_SUCH_VM, "The cluster has no such VM.");
        }
        return question.ask(now.node());
    }

    private ObservedVm observe(GuestId id, String node, TimeLeft left) throws HypervisorException {
        Fields now = Fields.of(session.look(id.path(node) + "/status/current", left.now()));
        String word = now.text("qmpstatus").isEmpty() ? now.text("status") : now.text("qmpstatus");
        Long cpus = now.whole("cpus");
        Guest guest = new Guest(
                id,
                node,
                word,
                null,
                cpus == null ? null : (Integer) cpus.intValue(),
                null,
                now.whole("maxmem"),
                null,
                marks(id, now),
                "");
        StatusReading reading = guest.reading(true);
        try {
            GuestConfig config = GuestConfig.of(session.look(id.path(node) + "/config", left.now()));
            return new ObservedVm(reading, config.details(guest, remembered.snapshotsOf(id)), null);
        } catch (HypervisorException e) {
            if (e.endsConnection() || e.reason() == Reason.NO_SUCH_VM) {
                throw e;
            }
            return new ObservedVm(reading, null, e.getMessage());
        }
    }

    /** The pool stands in the list alone. */
    private Marks marks(GuestId id, Fields now) {
        Guest known = listed.get(id);
        String state =
                Fields.of(now.object().getOrDefault("ha", JsonValue.NULL)).text("state");
        return new Marks(known == null ? null : known.marks().pool(), now.text("lock"), state);
    }

    @Override
    public GuestObservation observeGuest(String externalId, Duration limit) throws HypervisorException {
        GuestId id = known(externalId);
        return asking(limit, left -> at(id, left, node -> new GuestAgent(session, id, node).observe(left)));
    }

    @Override
    public Optional<String> perform(Order order, Duration limit) throws HypervisorException {
        GuestId id = known(order.externalId());
        // A node that does not have the guest has said so before it did anything.
        return asking(
                limit, left -> Optional.of(at(id, left, node -> new Orders(session, left).take(order, id, node))));
    }

    @Override
    public Progress follow(String receipt, Duration limit) throws HypervisorException {
        return asking(limit, left -> new Orders(session, left).progress(receipt));
    }

    private static GuestId known(String externalId) throws HypervisorException {
        return GuestId.parse(externalId)
                .orElseThrow(() -> new HypervisorException(Reason.NO_SUCH_VM, "The cluster has no such VM."));
    }

    @Override
    public void close() {
        spent = true;
    }
}
