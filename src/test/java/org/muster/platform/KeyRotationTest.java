package org.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muster.platform.KeyRotation.Step;

/** S9: the key can be changed, and wherever that is cut short Muster starts again with all its secrets. */
class KeyRotationTest {

    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Path folder;
    private final Path other;
    private final Database database = TestDatabase.fresh();

    KeyRotationTest(@TempDir Path folder, @TempDir Path other) {
        this.folder = folder;
        this.other = other;
    }

    private Secrets secrets() {
        return new Secrets(database, new Home(folder));
    }

    /** One text in each column that is sealed. */
    private void plant(Secrets secrets) {
        database.call(tx -> {
            tx.createStatement()
                    .execute("INSERT INTO connection (id, cluster_id, kind, addresses, enabled) VALUES"
                            + " (7, 1, 'proxmox', 'x', TRUE), (8, 1, 'libvirt', 'y', TRUE)");
            try (var update = tx.prepareStatement("UPDATE connection SET credentials = ? WHERE id = 7")) {
                update.setString(1, secrets.seal(tx, "hunter2", "connection:7"));
                update.executeUpdate();
            }
            try (var update = tx.prepareStatement("UPDATE audit_head SET sealed_key = ? WHERE id = 1")) {
                update.setString(1, secrets.seal(tx, "the trail's", "audit_head:1"));
                return update.executeUpdate();
            }
        });
    }

    private List<String> sealed() {
        return database.read(tx -> {
            List<String> found = new ArrayList<>();
            try (var rows = tx.createStatement()
                    .executeQuery("SELECT credentials FROM connection WHERE id = 7 UNION ALL"
                            + " SELECT sealed_key FROM audit_head UNION ALL SELECT proof FROM secret_key")) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        });
    }

    private void assertOpens(Secrets secrets) {
        assertThat(secrets.open(sealed().get(0), "connection:7")).isEqualTo("hunter2");
        assertThat(secrets.open(sealed().get(1), "audit_head:1")).isEqualTo("the trail's");
    }

    private String key() throws IOException {
        return Files.readString(folder.resolve("secret.key"));
    }

    @Test
    void everythingIsSealedAnewAndTheProcessGoesOn() throws Exception {
        Secrets secrets = secrets();
        plant(secrets);
        String key = key();
        List<String> before = sealed();

        assertThat(new KeyRotation(database, secrets).rotate()).isEqualTo(2);

        assertThat(key()).isNotEqualTo(key);
        assertThat(sealed()).doesNotContainAnyElementsOf(before);
        SealedBox old = KeyFiles.read(folder.resolve("secret.key.old")).orElseThrow();
        assertThatThrownBy(() -> old.open(sealed().get(0), "connection:7"))
                .isInstanceOf(java.security.GeneralSecurityException.class);
        assertOpens(secrets);
        String later = database.call(tx -> secrets.seal(tx, "later", "connection:8"));
        Secrets restarted = secrets();
        assertOpens(restarted);
        assertThat(restarted.open(later, "connection:8")).isEqualTo("later");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secret.key"))))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("secret.key.old")).doesNotExist();
        assertThat(folder.resolve("secret.key.new")).doesNotExist();
    }

    private static Consumer<Step> cutAt(Step last) {
        return step -> {
            if (step == last) {
                throw new PowerCut();
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void cutShortAnywhereItStartsAgainWithEverything(Step last) throws Exception {
        Secrets secrets = secrets();
        plant(secrets);
        String key = key();
        KeyRotation cut = new KeyRotation(database, secrets, cutAt(last));
        assertThatThrownBy(cut::rotate).isInstanceOf(PowerCut.class);

        Secrets restarted = secrets();
        assertOpens(restarted);
        boolean committed = last == Step.COMMITTED || last == Step.MOVED;
        assertThat(key().equals(key)).isEqualTo(!committed);
        assertThat(new KeyRotation(database, restarted).rotate()).isEqualTo(2);
        assertOpens(secrets());
    }

    @Test
    void aKeyThatWasCommittedAndNotMovedIsNotLostByTheNextChange() {
        Secrets secrets = secrets();
        plant(secrets);
        assertThatThrownBy(new KeyRotation(database, secrets, cutAt(Step.COMMITTED))::rotate)
                .isInstanceOf(PowerCut.class);

        assertThatThrownBy(new KeyRotation(database, secrets, cutAt(Step.KEY_WRITTEN))::rotate)
                .isInstanceOf(PowerCut.class);

        assertOpens(secrets());
    }

    @Test
    void aMoveThatIsCutShortIsFinishedEitherWay() throws Exception {
        Secrets secrets = secrets();
        plant(secrets);
        String key = key();
        List<String> before = sealed();
        new KeyRotation(database, secrets).rotate();
        Files.move(folder.resolve("secret.key"), folder.resolve("secret.key.new"));
        assertOpens(secrets());

        // the database of before, as after a disk that lost its last commits: the key before is still there
        Files.writeString(folder.resolve("secret.key.old"), key);
        put(before);
        assertOpens(secrets());
        assertThat(key()).isEqualTo(key);
    }

    private void put(List<String> sealed) {
        database.call(tx -> {
            String[] updates = {
                "UPDATE connection SET credentials = ? WHERE id = 7",
                "UPDATE audit_head SET sealed_key = ?",
                "UPDATE secret_key SET proof = ?"
            };
            for (int i = 0; i < updates.length; i++) {
                try (var update = tx.prepareStatement(updates[i])) {
                    update.setString(1, sealed.get(i));
                    update.executeUpdate();
                }
            }
            return true;
        });
    }

    @Test
    void anotherNodeSaysWhichFileToCopyAndGoesOnOnceItIsThere() throws Exception {
        Secrets secrets = secrets();
        plant(secrets);
        Files.copy(folder.resolve("secret.key"), other.resolve("secret.key"));
        Secrets second = new Secrets(database, new Home(other));
        assertOpens(second);
        new KeyRotation(database, secrets).rotate();

        String file = other.resolve("secret.key").toString();
        assertThatThrownBy(() -> assertOpens(second)).hasMessageContaining(file);
        assertThatThrownBy(() -> database.call(tx -> second.seal(tx, "x", "connection:8")))
                .hasMessageContaining(file);
        assertThatThrownBy(() -> new KeyRotation(database, second).rotate()).hasMessageContaining(file);
        assertThatThrownBy(() -> new Secrets(database, new Home(other))).hasMessageContaining(file);

        Files.copy(folder.resolve("secret.key"), other.resolve("secret.key"), StandardCopyOption.REPLACE_EXISTING);
        assertOpens(second);
        assertOpens(new Secrets(database, new Home(other)));
        database.call(tx -> second.seal(tx, "x", "connection:8"));
    }

    @Test
    void whatHasNoColumnCannotBeSealed() {
        assertThatThrownBy(() -> database.call(tx -> secrets().seal(tx, "x", "forgotten:1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void somethingThatDoesNotOpenLeavesAllAsItWas() throws Exception {
        Secrets secrets = secrets();
        plant(secrets);
        String key = key();
        database.call(tx -> tx.createStatement().executeUpdate("UPDATE audit_head SET sealed_key = 'v1:broken'"));
        List<String> before = sealed();
        assertThatThrownBy(() -> new KeyRotation(database, secrets).rotate()).isInstanceOf(IllegalStateException.class);
        assertThat(sealed()).isEqualTo(before);
        assertThat(key()).isEqualTo(key);
    }

    /** A column that is named like one for sealed texts, and is not known to be one. */
    @Test
    void everyColumnOfTheSchemaThatSoundsSealedIsKnown() {
        List<String> columns = database.read(tx -> {
            List<String> found = new ArrayList<>();
            try (var rows = tx.getMetaData().getColumns(tx.getCatalog(), null, "%", "%")) {
                while (rows.next()) {
                    String column = rows.getString("COLUMN_NAME").toLowerCase(java.util.Locale.ROOT);
                    if (column.matches(".*(sealed|secret|seed|credential|private).*")
                            && !"information_schema".equalsIgnoreCase(rows.getString("TABLE_SCHEM"))) {
                        found.add(rows.getString("TABLE_NAME").toLowerCase(java.util.Locale.ROOT) + "." + column);
                    }
                }
            }
            return found;
        });
        assertThat(columns)
                .containsExactlyInAnyOrderElementsOf(SealedColumn.ALL.stream()
                        .map(known -> known.table() + "." + known.column())
                        .toList());
    }
}
