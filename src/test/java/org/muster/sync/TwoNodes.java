package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.muster.platform.TestDatabase;
import org.muster.sync.lease.HomeNode;
import org.muster.sync.lease.Leases;

/** Two nodes on one database; each has its share, and a demo fleet of its own, made of the same seed. */
final class TwoNodes implements AutoCloseable {

    static final int HOSTS = 6;
    static final Duration SECOND = Duration.ofSeconds(1);
    private static final String FLEET = "seed=3&hosts=" + HOSTS + "&vms=60";

    final EngineRig one;
    final EngineRig two;

    TwoNodes(Path home) {
        this(home, source -> source);
    }

    /** @param seen the database as the second node sees it */
    TwoNodes(Path home, UnaryOperator<DataSource> seen) {
        DataSource source = TestDatabase.source();
        one = rig(home, source);
        two = rig(home, seen.apply(source));
        one.leases.renew();
        two.leases.renew();
    }

    private static EngineRig rig(Path home, DataSource source) {
        return new EngineRig(home, FLEET, HOSTS, source, (database, time) -> {
            Leases leases = new Leases(database, time, tx -> time.wall().millis(), HomeNode.unkept("test"), false);
            leases.start();
            return leases;
        });
    }

    @Override
    public void close() {
        one.close();
        two.close();
    }

    static Set<Long> observedBy(EngineRig rig) {
        return rig.sources.current().stream()
                .map(held -> held.connection().id())
                .collect(Collectors.toSet());
    }

    static void observeAll(EngineRig rig) {
        for (Source held : rig.sources.current()) {
            assertThat(rig.passes.run(held, SyncKind.FULL).outcome().error()).isNull();
        }
    }

    /** Time passes for the second node only: the first one stands still and believes what it knew. */
    void onlyTwoLivesFor(int seconds) {
        for (int second = 0; second < seconds; second++) {
            two.clock.forward(SECOND);
            two.leases.renew();
        }
    }
}
