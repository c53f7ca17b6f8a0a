package org.muster.platform;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Optional;

/**
 * Seals what the database keeps but must not tell, with a key that lies outside of it: {@code secret.key} in Muster's
 * folder. A key is made only while nothing was ever sealed; later a missing or another key stops the start.
 */
@Singleton
public class Secrets {

    private static final String PROOF = "muster";
    private static final String PROOF_PLACE = "secret_key:1";

    private final SealedBox box;

    @Inject
    Secrets(Database database) {
        this(database, Home.configured());
    }

    /**
     * @throws IllegalStateException if the database holds secrets that the folder's key doesn't open
     */
    public Secrets(Database database, Home home) {
        Path file = home.file("secret.key");
        Optional<String> proof = database.read(Secrets::proof);
        box = new SealedBox(key(file, proof.isEmpty(), home));
        proof.ifPresent(text -> checkProof(text, file));
    }

    /**
     * Seals a text.
     *
     * @param tx the transaction that stores it
     * @param boundTo the place it is stored in, such as {@code connection:7}; it opens nowhere else
     */
    public String seal(Connection tx, String text, String boundTo) throws SQLException {
        Optional<String> proof = proof(tx);
        if (proof.isEmpty()) {
            try (var insert = tx.prepareStatement("INSERT INTO secret_key (id, proof) VALUES (1, ?)")) {
                insert.setString(1, box.seal(PROOF, PROOF_PLACE));
                insert.executeUpdate();
            }
        } else if (!isOurs(proof.get())) {
            throw new IllegalStateException("Another Muster with another key has sealed secrets in this database.");
        }
        return box.seal(text, boundTo);
    }

    /** How many characters a text has when it is sealed. */
    public static int sealedLength(String text) {
        return SealedBox.length(text);
    }

    /**
     * Opens a sealed text.
     *
     * @throws IllegalStateException if it was changed, or sealed for another place
     */
    public String open(String sealed, String boundTo) {
        try {
            return box.open(sealed, boundTo);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The sealed secret of " + boundTo + " does not open.", e);
        }
    }

    private static byte[] key(Path file, boolean mayMake, Home home) {
        try {
            return Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            if (mayMake) {
                return newKey(file, home);
            }
            throw new IllegalStateException(
                    "The database holds sealed secrets, but their key " + file
                            + " is missing. Put it back from a backup; Muster does not start without it.",
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("The key " + file + " cannot be read.", e);
        }
    }

    private static byte[] newKey(Path file, Home home) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        try {
            home.create();
            OwnerOnly.write(file, Base64.getEncoder().encodeToString(key) + "\n");
        } catch (IOException e) {
            throw new IllegalStateException("The key " + file + " cannot be written.", e);
        }
        return key;
    }

    private void checkProof(String proof, Path file) {
        if (!isOurs(proof)) {
            throw new IllegalStateException("The database holds secrets sealed with another key than " + file
                    + ". Put the right one back; Muster does not start with this one.");
        }
    }

    private boolean isOurs(String proof) {
        try {
            return box.open(proof, PROOF_PLACE).equals(PROOF);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Optional<String> proof(Connection tx) throws SQLException {
        try (var query = tx.prepareStatement("SELECT proof FROM secret_key WHERE id = 1");
                var rows = query.executeQuery()) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }
}
