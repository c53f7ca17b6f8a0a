package org.muster.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The key in Muster's folder: {@code secret.key}; while it is changed also the one to come, {@code secret.key.new}, and the
 * one before, {@code secret.key.old}, until a start has seen that the database has the new one.
 */
final class KeyFiles {

    private static final int BYTES = 32;

    private final Home home;
    private final Path current;
    private final Path next;
    private final Path before;

    KeyFiles(Home home) {
        this.home = home;
        this.current = home.file("secret.key");
        this.next = home.file("secret.key.new");
        this.before = home.file("secret.key.old");
    }

    Path current() {
        return current;
    }

    Path next() {
        return next;
    }

    Path before() {
        return before;
    }

    List<Path> all() {
        return List.of(current, next, before);
    }

    /**
     * The box for a file's key; empty if there is no such file.
     *
     * @throws IllegalStateException if it holds no key
     */
    static Optional<SealedBox> read(Path file) {
        try {
            return Optional.of(new SealedBox(
                    Base64.getDecoder().decode(Files.readString(file).strip())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("The key " + file + " cannot be read.", e);
        }
    }

    /** Makes a key for a folder that has none. */
    SealedBox first() {
        return write(current);
    }

    /** Makes the key to come; one that was left there was never used. */
    SealedBox makeNext() {
        try {
            Files.deleteIfExists(next);
        } catch (IOException e) {
            throw new IllegalStateException("The key " + next + " cannot be removed.", e);
        }
        return write(next);
    }

    private SealedBox write(Path file) {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        try {
            home.create();
            OwnerOnly.write(file, Base64.getEncoder().encodeToString(key) + "\n");
            reachDisk();
        } catch (IOException e) {
            throw new IllegalStateException("The key " + file + " cannot be written.", e);
        }
        return new SealedBox(key);
    }

    /** The key to come is the one from now on; the one until now is kept beside it. */
    void takeNext() throws IOException {
        if (Files.exists(current)) {
            Files.copy(current, before, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            reachDisk();
        }
        move(next, current);
    }

    /** The one before is the one still: the database does not have the new one. */
    void takeBefore() throws IOException {
        if (Files.exists(current)) {
            move(current, next);
        }
        move(before, current);
    }

    /** The database has the key: the one before opens nothing any more. */
    void forgetBefore() throws IOException {
        Files.deleteIfExists(before);
    }

    private void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        reachDisk();
    }

    private void reachDisk() throws IOException {
        try (FileChannel folder = FileChannel.open(home.path(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
