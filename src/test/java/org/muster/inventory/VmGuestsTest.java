package org.muster.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.inventory.VmGuest.Address;
import org.muster.inventory.VmGuest.Agent;
import org.muster.inventory.VmGuest.FileSystem;
import org.muster.inventory.VmGuest.Os;
import org.muster.inventory.VmGuest.User;
import org.muster.platform.Database;
import org.muster.platform.TestDatabase;

class VmGuestsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Database database = TestDatabase.fresh();
    private final VmGuests guests = new VmGuests(database);

    private VmGuest kept(VmGuest guest) {
        database.call(tx -> {
            guests.write(tx, 17, guest);
            return true;
        });
        return guests.find(17).orElseThrow();
    }

    private static VmGuest guest(List<FileSystem> fileSystems, List<User> users) {
        return new VmGuest(
                Agent.ANSWERS,
                "inside",
                new Os("debian", "Debian 12", "12", ""),
                List.of(
                        new Address("52:54:00:00:00:01", "10.0.0.5", 24, IpOrigin.AGENT),
                        new Address("", "fd00::5", 0, IpOrigin.ARP)),
                fileSystems,
                users,
                NOON);
    }

    @Test
    void whatIsKeptIsWhatWasSaid() {
        VmGuest said = guest(
                List.of(new FileSystem("vda1", "/", "ext4", 1000L, null)),
                List.of(new User("ada", "", NOON), new User("grace", "CORP", null)));
        assertThat(kept(said)).isEqualTo(said);
        assertThat(kept(VmGuest.NOTHING)).as("over what was there").isEqualTo(VmGuest.NOTHING);
        assertThat(guests.find(18)).isEmpty();
    }

    @Test
    void aGuestsNamesCantPassForSomethingElse() {
        VmGuest said = guest(
                List.of(new FileSystem("a\tb\nc\td\te\t1\t2", "/", "ext4", null, null)),
                List.of(new User("root\t\t0\nada", "\u0000", null)));
        VmGuest kept = kept(said);
        assertThat(kept.fileSystems()).containsExactly(new FileSystem("a b c d e 1 2", "/", "ext4", null, null));
        assertThat(kept.users()).containsExactly(new User("root  0 ada", "", null));
    }

    @Test
    void whatDoesNotFitIsLeftOut() {
        FileSystem huge = new FileSystem("é".repeat(255), "ü".repeat(255), "x", 1L, 1L);
        VmGuest kept = kept(guest(Collections.nCopies(64, huge), List.of()));
        assertThat(kept.fileSystems()).hasSizeBetween(5, 8).containsOnly(huge);
    }

    @Test
    void aNameOfNothingButBlanksIsNoLostLine() {
        VmGuest kept = kept(guest(List.of(), List.of(new User("", "", null), new User("ada", "", null))));
        assertThat(kept.users()).extracting(User::name).containsExactly("", "ada");
    }
}
