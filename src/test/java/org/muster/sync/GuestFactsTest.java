package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.GuestObservation.Agent;
import org.muster.hypervisor.GuestObservation.FileSystem;
import org.muster.hypervisor.GuestObservation.GuestAddress;
import org.muster.hypervisor.GuestObservation.GuestOs;
import org.muster.hypervisor.GuestObservation.Origin;
import org.muster.inventory.IpOrigin;
import org.muster.inventory.VmCategory;
import org.muster.inventory.VmGuest;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

class GuestFactsTest {

    private static final String MAC = "52:54:00:00:00:01"; // of Sample's VM
    private static final VmState KNOWN =
            FirstSight.of(Sample.pass(1, 10, Sample.NOON), Sample.seen("u1", 10, VmStatus.RUNNING), false);
    private static final Instant LATER = Sample.NOON.plusSeconds(300);

    private static VmState state(GuestObservation seen) {
        return GuestFacts.state(KNOWN, seen, false);
    }

    private static GuestObservation at(GuestAddress... addresses) {
        return new GuestObservation(Agent.ANSWERS, List.of(addresses), null, null, null, null, 1);
    }

    private static GuestAddress agent(String mac, String address) {
        return new GuestAddress(mac, address, 24, Origin.AGENT);
    }

    private static GuestObservation uses(long bytes) {
        return new GuestObservation(
                Agent.ANSWERS, null, null, null, List.of(new FileSystem("vda1", "/", "ext4", 1000L, bytes)), null, 1);
    }

    private static VmGuest guest(VmGuest known, GuestObservation seen, Instant now) {
        return GuestFacts.guest(known, seen, KNOWN, now, null);
    }

    @Test
    void anAddressOfTheVmsOwnInterfaceComesBeforeOnesInsideTheGuest() {
        GuestObservation seen = at(agent("02:42:00:00:00:01", "172.17.0.1"), agent(MAC, "10.0.0.5"));
        assertThat(state(seen).details().ip()).isEqualTo("10.0.0.5");
    }

    @Test
    void theKnownAddressStaysWhateverTheOrder() {
        GuestObservation seen = at(agent(MAC, "10.0.0.5"), agent(MAC, "10.0.0.9"));
        assertThat(state(seen).details().ip()).isEqualTo("10.0.0.9");
        assertThat(state(seen).guest().ipOrigin()).isEqualTo(IpOrigin.AGENT);
    }

    @Test
    void ipv4ComesBeforeIpv6() {
        assertThat(state(at(agent(MAC, "fd00::5"), agent(MAC, "10.0.0.5")))
                        .details()
                        .ip())
                .isEqualTo("10.0.0.5");
        assertThat(state(at(agent(MAC, "fd00::5"))).details().ip()).isEqualTo("fd00::5");
    }

    @Test
    void anAgentThatSaysNoAddressLeavesTheKnownOneToWhoeverKnowsBetter() {
        VmState told = state(at(agent(MAC, "10.0.0.5")));
        VmState after = GuestFacts.state(told, GuestObservation.nothing(Agent.ANSWERS, 1), false);
        assertThat(after.details().ip()).isEqualTo("10.0.0.5");
        assertThat(after.guest().ipOrigin()).isNull();
    }

    @Test
    void anAgentsAddressHoldsWhileItIsAwayForShort() {
        VmState told = state(at(agent(MAC, "10.0.0.5")));
        for (Agent agent : List.of(Agent.AWAY, Agent.SILENT)) {
            GuestObservation seen = ToldGuests.lease(agent, "10.0.0.7");
            assertThat(GuestFacts.state(told, seen, false)).isEqualTo(told);
            assertThat(GuestFacts.state(told, seen, true).details().ip()).isEqualTo("10.0.0.7");
        }
    }

    @Test
    void aVmThatLostItsChannelHasNoAgentsWord() {
        VmState told = state(at(agent(MAC, "10.0.0.5")));
        VmState after = GuestFacts.state(told, ToldGuests.lease(Agent.NONE, "10.0.0.7"), false);
        assertThat(after.details().ip()).isEqualTo("10.0.0.7");
        assertThat(after.guest().ipOrigin()).isEqualTo(IpOrigin.LEASE);
    }

    @ParameterizedTest
    @CsvSource({
        "mswindows,WINDOWS",
        "debian,LINUX",
        "rhel,LINUX",
        "MSWindows,WINDOWS",
        "freebsd,OTHER",
        "openbsd,OTHER",
        "solaris,OTHER"
    })
    void whatTheGuestRunsIsItsCategory(String id, VmCategory category) {
        assertThat(GuestFacts.category(new GuestOs(id, "", "", ""))).isEqualTo(category);
    }

    @Test
    void aGuestThatDoesNotNameItsSystemHasTheSourcesCategory() {
        assertThat(GuestFacts.category(new GuestOs("", "Some OS", "", ""))).isNull();
        VmState told = state(ToldGuests.answers("10.0.0.5", "mswindows"));
        VmState away = GuestFacts.state(told, ToldGuests.away(), false);
        assertThat(away.described(Sample.details("vm-u1"), null).details().category())
                .as("not observed clears nothing")
                .isEqualTo(VmCategory.WINDOWS);
    }

    @Test
    void anotherSystemInTheSourcesDescriptionEndsTheGuestsWord() {
        VmState told = state(ToldGuests.answers("10.0.0.5", "mswindows"));
        assertThat(told.described(Sample.details("vm-u1"), null).details().category())
                .isEqualTo(VmCategory.WINDOWS);
        VmState reinstalled = told.described(Sample.details("vm-u1", "fedora40"), null);
        assertThat(reinstalled.details().category()).isEqualTo(VmCategory.LINUX);
    }

    @Test
    void theSameAnswerIsNotWrittenAgainWithinTheHour() {
        GuestObservation seen = ToldGuests.answers("10.0.0.5", "debian");
        VmGuest first = guest(VmGuest.NOTHING, seen, Sample.NOON);
        assertThat(guest(first, seen, LATER)).isSameAs(first);
        assertThat(guest(first, seen, Sample.NOON.plus(Duration.ofHours(1))).observedAt())
                .isEqualTo(Sample.NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void aFileSystemThatFillsALittleIsTheSame() {
        VmGuest first = guest(VmGuest.NOTHING, uses(500), Sample.NOON);
        assertThat(guest(first, uses(505), LATER)).isSameAs(first);
        assertThat(guest(first, uses(511), LATER).fileSystems())
                .extracting(VmGuest.FileSystem::usedBytes)
                .containsExactly(511L);
    }

    @Test
    void whatWasNotObservedClearsNothing() {
        VmGuest first = guest(VmGuest.NOTHING, ToldGuests.answers("10.0.0.5", "debian"), Sample.NOON);
        VmGuest silent = guest(first, ToldGuests.silent(), LATER);
        assertThat(silent.agent()).isEqualTo(VmGuest.Agent.SILENT);
        assertThat(silent.asOf(null))
                .usingRecursiveComparison()
                .ignoringFields("agent")
                .isEqualTo(first.asOf(null));
        assertThat(silent.observedAt()).isEqualTo(Sample.NOON);
    }

    @Test
    void whenAnAgentFallsSilentItsLastAnswerIsTheInstant() {
        VmGuest first = guest(VmGuest.NOTHING, ToldGuests.answers("10.0.0.5", "debian"), Sample.NOON);
        assertThat(GuestFacts.guest(first, ToldGuests.silent(), KNOWN, LATER.plusSeconds(300), LATER)
                        .observedAt())
                .isEqualTo(LATER);
    }

    @Test
    void whoWasThereBeforeARestartIsNotThereNow() {
        VmGuest first = guest(VmGuest.NOTHING, ToldGuests.answers("10.0.0.5", "debian"), Sample.NOON);
        VmState restarted = KNOWN.withStatus(VmStatus.RUNNING, "running", LATER);
        assertThat(first.isCurrent(restarted)).isFalse();

        VmGuest after = GuestFacts.guest(
                first, GuestObservation.nothing(Agent.ANSWERS, 1), restarted, LATER.plusSeconds(9), null);

        assertThat(after.users()).isEmpty();
        assertThat(after.addresses()).isEmpty();
        assertThat(after.hostName()).isEqualTo("inside");
        assertThat(after.isCurrent(restarted)).isTrue();
    }

    @Test
    void nothingOfAStoppedVmIsCurrent() {
        VmGuest guest = guest(VmGuest.NOTHING, ToldGuests.answers("10.0.0.5", "debian"), Sample.NOON);
        assertThat(guest.isCurrent(KNOWN)).isTrue();
        assertThat(guest.isCurrent(KNOWN.withStatus(VmStatus.STOPPED, "shutoff", null)))
                .isFalse();
        assertThat(guest.isCurrent(KNOWN.withStatus(VmStatus.PAUSED, "paused", null)))
                .isFalse();
    }
}
