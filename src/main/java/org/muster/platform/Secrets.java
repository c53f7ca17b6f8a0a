package org.muster.platform;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Seals what the database keeps but must not tell, with a key that lies outside of it: {@code secret.key} in Muster's
 * folder. A key is made only while nothing was ever sealed; later a missing or another key stops the start. The key may be
 * changed while Muster runs ({@link KeyRotation}), here or on another node.
 */
@Singleton
public class Secrets {

    private static final String PROOF = "muster";
    private static final String PROOF_PLACE = "secret_key:1";
    private static final int MOST_KEYS = 4;

    private final KeyFiles files;

    /** Of the keys that were found, the latest first: which of them is the one, the database's proof says. */
    private volatile List<SealedBox> boxes;

    @Inject
    Secrets(Database database) {
        this(database, Home.configured());
    }

    /**
     * @throws IllegalStateException if the database holds secrets that the folder's key doesn't open
     */
    public Secrets(Database database, Home home) {
        this.files = new KeyFiles(home);
        Optional<String> proof = database.read(tx -> proof(tx, false));
        boxes = List.of(
                proof.isPresent()
                        ? inPlace(proof.get())
                        : KeyFiles.read(files.current()).orElseGet(files::first));
    }

    /**
     * Seals a text.
     *
     * @param tx the transaction that stores it
     * @param boundTo the place it is stored in, such as {@code connection:7}; it opens nowhere else
     * @throws IllegalArgumentException if no {@link SealedColumn} has such places
     */
    public String seal(Connection tx, String text, String boundTo) throws SQLException {
        SealedColumn.require(boundTo);
        Optional<String> proof = proof(tx, true); // no key is changed before this is stored
        if (proof.isEmpty()) {
            try (var insert = tx.prepareStatement("INSERT INTO secret_key (id, proof) VALUES (1, ?)")) {
                insert.setString(1, proof(boxes.get(0)));
                insert.executeUpdate();
            }
            return boxes.get(0).seal(text, boundTo);
        }
        return ours(proof.get()).seal(text, boundTo);
    }

    /** How many characters a text has when it is sealed. */
    public static int sealedLength(String text) {
        return SealedBox.length(text);
    }

    /**
     * Opens a sealed text.
     *
     * @throws IllegalStateException if it was changed, sealed for another place, or with a key that is not here
     */
    public String open(String sealed, String boundTo) {
        Optional<String> text = opened(sealed, boundTo);
        if (text.isEmpty()) {
            lookAgain();
            text = opened(sealed, boundTo);
        }
        return text.orElseThrow(() -> new IllegalStateException("The sealed secret of " + boundTo
                + " does not open. If the key was changed on another node, copy its secret.key to " + files.current()
                + "."));
    }

    KeyFiles files() {
        return files;
    }

    /** Has a key used too, from when on the database's proof is its. */
    synchronized void know(SealedBox box) {
        Set<SealedBox> known = new LinkedHashSet<>(List.of(box));
        known.addAll(boxes);
        boxes = known.stream().limit(MOST_KEYS).toList();
    }

    /** The key that the proof was made with. */
    SealedBox ours(String proof) {
        return of(proof)
                .or(() -> {
                    lookAgain();
                    return of(proof);
                })
                .orElseThrow(
                        () -> new IllegalStateException("Another Muster with another key has sealed secrets in this"
                                + " database. Copy its secret.key to " + files.current() + "."));
    }

    static String proof(SealedBox box) {
        return box.seal(PROOF, PROOF_PLACE);
    }

    static Optional<String> proof(Connection tx, boolean locked) throws SQLException {
        try (var query = tx.prepareStatement(
                        "SELECT proof FROM secret_key WHERE id = 1" + (locked ? " FOR UPDATE" : ""));
                var rows = query.executeQuery()) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    /** An administrator may have put another key there. */
    private void lookAgain() {
        List<SealedBox> found = new ArrayList<>();
        for (Path file : files.all()) {
            KeyFiles.read(file).ifPresent(found::add);
        }
        found.forEach(this::know);
    }

    private Optional<SealedBox> of(String proof) {
        return boxes.stream().filter(box -> opens(box, proof)).findFirst();
    }

    private Optional<String> opened(String sealed, String boundTo) {
        for (SealedBox box : boxes) {
            try {
                return Optional.of(box.open(sealed, boundTo));
            } catch (GeneralSecurityException e) {
                continue; // the next may
            }
        }
        return Optional.empty();
    }

    /**
     * The key that the database needs, brought to its place if a change of keys was cut short.
     *
     * @throws IllegalStateException if it is in no file, or can't be brought there
     */
    SealedBox inPlace(String proof) {
        boolean any = false;
        for (Path file : files.all()) {
            Optional<SealedBox> box = KeyFiles.read(file);
            any |= box.isPresent();
            if (box.isPresent() && opens(box.get(), proof)) {
                settle(file);
                return box.get();
            }
        }
        throw new IllegalStateException(
                any
                        ? "The database holds secrets sealed with another key than " + files.current()
                                + ". Put the right one there, from a backup or from the node where it was changed;"
                                + " Muster does not start with this one."
                        : "The database holds sealed secrets, but their key " + files.current()
                                + " is missing. Put it back from a backup, or copy it from another node; Muster does"
                                + " not start without it.");
    }

    private void settle(Path found) {
        try {
            if (found.equals(files.next())) {
                files.takeNext();
            } else if (found.equals(files.before())) {
                files.takeBefore();
            } else {
                files.forgetBefore();
            }
        } catch (IOException e) {
            throw new IllegalStateException("The key " + found + " cannot be brought to its place.", e);
        }
    }

    private static boolean opens(SealedBox box, String proof) {
        try {
            return box.open(proof, PROOF_PLACE).equals(PROOF);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
