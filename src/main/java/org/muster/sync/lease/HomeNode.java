package org.muster.sync.lease;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Home;

/**
 * The file {@code node} in Muster's folder: the number of the process that has it locked. Who gets the lock knows that the
 * process whose number is in there is dead, and need not wait for its leases to run out. Without the lock (another process
 * has the folder too, or it can't be locked) nothing is known and nothing is kept.
 */
public final class HomeNode {

    private static final Logger LOG = System.getLogger(HomeNode.class.getName());
    private static final int LONGEST_NAME = 64;

    private final @Nullable Home home;
    private final String name;
    private @Nullable FileChannel file;

    private HomeNode(@Nullable Home home, String name) {
        this.home = home;
        this.name = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    /** In the folder that the configuration names, called {@code muster.sync.node} or by this machine's name. */
    static HomeNode configured() {
        Optional<String> name = ConfigProvider.getConfig(HomeNode.class.getClassLoader())
                .getOptionalValue("muster.sync.node", String.class);
        return in(Home.configured(), name.orElseGet(HomeNode::machine));
    }

    /** In a folder. */
    public static HomeNode in(Home home, String name) {
        return new HomeNode(home, name);
    }

    /** Nowhere: every start is the first. */
    public static HomeNode unkept(String name) {
        return new HomeNode(null, name);
    }

    /** What people know the node by. */
    String name() {
        return name;
    }

    /** Takes the lock; the number of the dead process, 0 if none is known. */
    long predecessor() {
        FileChannel locked = locked();
        file = locked;
        if (locked == null) {
            return 0;
        }
        try {
            ByteBuffer text = ByteBuffer.allocate(20);
            locked.read(text, 0);
            String digits = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
            return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private @Nullable FileChannel locked() {
        if (home == null) {
            return null;
        }
        FileChannel opened = null;
        try {
            opened = FileChannel.open(
                    home.create().file("node"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock lock = opened.tryLock();
            if (lock != null) {
                return opened;
            }
        } catch (IOException | OverlappingFileLockException e) {
            // Then this process is one that keeps nothing.
        }
        close(opened);
        return null;
    }

    /** Keeps this process's number for the one after it. */
    void keep(long node) {
        FileChannel to = file;
        if (to != null) {
            try {
                byte[] text = (node + "\n").getBytes(StandardCharsets.US_ASCII);
                to.truncate(0);
                to.write(ByteBuffer.wrap(text), 0);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "The next start will wait for this one's leases: {0}", e.getMessage());
            }
        }
    }

    void close() {
        close(file);
        file = null;
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The process's end closes it.
                return;
            }
        }
    }

    /** Asked of the kernel: a resolver might take its time. */
    private static String machine() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
