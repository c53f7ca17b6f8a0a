package org.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private final Path folder;
    private final Database database = TestDatabase.fresh();

    SecretsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Secrets secrets() {
        return new Secrets(database, new Home(folder));
    }

    private String sealed(String text, String place) {
        Secrets secrets = secrets();
        return database.call(tx -> secrets.seal(tx, text, place));
    }

    @Test
    void sealedTextOpensInItsPlaceAlsoAfterARestart() {
        assertThat(secrets().open(sealed("hunter2 \u00e4\ud83d\ude80", "connection:7"), "connection:7"))
                .isEqualTo("hunter2 \u00e4\ud83d\ude80");
    }

    @Test
    void theSameTextIsSealedDifferentlyEachTime() {
        assertThat(sealed("x", "connection:7"))
                .isNotEqualTo(sealed("x", "connection:7"))
                .doesNotContain("x=");
    }

    @Test
    void sealedTextOpensNowhereElse() {
        String sealed = sealed("hunter2", "connection:7");
        assertThatThrownBy(() -> secrets().open(sealed, "connection:8")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void changedTextDoesNotOpen() {
        String sealed = sealed("hunter2", "connection:7");
        int middle = sealed.length() / 2;
        char other = sealed.charAt(middle) == 'A' ? 'B' : 'A';
        String changed = sealed.substring(0, middle) + other + sealed.substring(middle + 1);
        for (String wrong : new String[] {changed, "v1:", "v1:AAAA", "v2:" + sealed, "v1:***", ""}) {
            assertThatThrownBy(() -> secrets().open(wrong, "connection:7")).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void keyIsForItsOwnerOnly() throws IOException {
        secrets();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secret.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void missingKeyStopsTheStartOnceSomethingIsSealed() throws IOException {
        sealed("hunter2", "connection:7");
        Files.delete(folder.resolve("secret.key"));
        assertThatThrownBy(this::secrets).hasMessageContaining("missing");
        assertThat(folder.resolve("secret.key")).doesNotExist();
    }

    @Test
    void missingKeyIsMadeAgainWhileNothingIsSealed() throws IOException {
        secrets();
        Files.delete(folder.resolve("secret.key"));
        secrets();
        assertThat(folder.resolve("secret.key")).exists();
    }

    @Test
    void anotherKeyStopsTheStart(@TempDir Path other) throws IOException {
        sealed("hunter2", "connection:7");
        new Secrets(TestDatabase.fresh(), new Home(other));
        Files.copy(
                other.resolve("secret.key"),
                folder.resolve("secret.key"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(this::secrets).hasMessageContaining("another key");
    }

    @Test
    void secondProgramWithAnotherKeyCannotSeal(@TempDir Path other) {
        Secrets late = new Secrets(database, new Home(other));
        sealed("hunter2", "connection:7");
        assertThatThrownBy(() -> database.call(tx -> late.seal(tx, "x", "connection:8")))
                .hasMessageContaining("another key");
    }
}
