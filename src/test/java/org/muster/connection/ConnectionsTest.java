package org.muster.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.platform.Database;
import org.muster.platform.Home;
import org.muster.platform.Secrets;
import org.muster.platform.TestDatabase;

class ConnectionsTest {

    private final Database database = TestDatabase.fresh();
    private final Connections connections;

    ConnectionsTest(@TempDir Path folder) {
        connections = new Connections(database, new Secrets(database, new Home(folder)));
    }

    private Connection add(long cluster, List<String> addresses, Map<String, String> credentials) {
        return database.call(tx -> connections.add(tx, cluster, "libvirt", addresses, credentials));
    }

    @Test
    void whatIsAddedIsListed() {
        Connection first = add(1, List.of("qemu:///system", "qemu:///session"), Map.of());
        Connection second = add(2, List.of("qemu+tls://host/system"), Map.of());
        assertThat(connections.all()).containsExactly(first, second);
        assertThat(connections.ofCluster(1)).containsExactly(first);
        assertThat(connections.find(second.id())).contains(second);
        assertThat(connections.credentials(first.id())).isEmpty();
    }

    @Test
    void credentialsAreSealedInTheTableAndOpenHere() {
        Map<String, String> credentials = Map.of("token_id", "u@pve!t=1&2", "token_secret", "top \u00e4\n secret");
        Connection added = add(1, List.of("x"), credentials);
        assertThat(connections.credentials(added.id())).isEqualTo(credentials);
        String stored = database.call(tx -> {
            try (var query = tx.prepareStatement("SELECT credentials FROM connection");
                    var rows = query.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        });
        assertThat(stored).startsWith("v1:").doesNotContain("secret");
    }

    @Test
    void credentialsMovedToAnotherRowDoNotOpen() {
        Connection one = add(1, List.of("x"), Map.of("token", "a"));
        Connection other = add(1, List.of("y"), Map.of("token", "b"));
        database.call(tx -> {
            try (var update = tx.prepareStatement("UPDATE connection SET credentials = (SELECT c.credentials FROM"
                    + " (SELECT credentials FROM connection WHERE id = ?) c) WHERE id = ?")) {
                update.setLong(1, one.id());
                update.setLong(2, other.id());
                return update.executeUpdate();
            }
        });
        assertThatThrownBy(() -> connections.credentials(other.id())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void disabledOnesAreNotPolled() {
        add(1, List.of("x"), Map.of());
        Connection other = add(2, List.of("y"), Map.of());
        database.call(tx -> {
            connections.setEnabled(tx, 1, false);
            return true;
        });
        assertThat(connections.enabled()).containsExactly(other);
    }

    @Test
    void deletedOnesAreGoneWithTheirCredentials() {
        Connection gone = add(1, List.of("x"), Map.of("token", "a"));
        database.call(tx -> {
            connections.deleteOfCluster(tx, 1);
            return true;
        });
        assertThat(connections.all()).isEmpty();
        assertThat(connections.credentials(gone.id())).isEmpty();
    }

    @Test
    void anAddressHasNoLineBreak() {
        assertThatThrownBy(() -> add(1, List.of("x\ny"), Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void replacedOneDiffersAndHoldsTheNewCredentialsAlone() {
        Connection before = add(1, List.of("x"), Map.of("token", "a", "fingerprint", "f"));
        replace(before, List.of("y"), Map.of("token", "b"));
        Connection after = connections.find(before.id()).orElseThrow();
        assertThat(after.addresses()).containsExactly("y");
        assertThat(connections.credentials(before.id())).isEqualTo(Map.of("token", "b"));
        replace(before, List.of("y"), Map.of("token", "b"));
        assertThat(connections.find(before.id()).orElseThrow()).as("saved anew").isNotEqualTo(after);
        assertThat(connections.find(before.id())).isEqualTo(connections.find(before.id()));
    }

    private void replace(Connection connection, List<String> addresses, Map<String, String> credentials) {
        database.call(tx -> {
            connections.replace(tx, connection.id(), addresses, credentials);
            return true;
        });
    }

    @Test
    void whatFitsIsKeptAndWhatIsTooLongIsRefused() {
        Map<String, String> most = Map.of("a", "+".repeat(989));
        assertThat(Connections.fit(most)).isTrue();
        assertThat(connections.credentials(add(1, List.of("x"), most).id())).isEqualTo(most);
        Map<String, String> more = Map.of("a", "+".repeat(990));
        assertThat(Connections.fit(more)).isFalse();
        assertThatThrownBy(() -> add(1, List.of("x"), more)).isInstanceOf(IllegalArgumentException.class);
        List<String> addresses = List.of("x".repeat(2000), "y".repeat(1999));
        assertThat(Connections.fit(addresses)).isTrue();
        assertThat(add(1, addresses, Map.of()).addresses()).isEqualTo(addresses);
        assertThat(Connections.fit(List.of("x".repeat(2000), "y".repeat(2000)))).isFalse();
    }
}
