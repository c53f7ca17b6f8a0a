package org.muster.hypervisor.libvirt;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;

/**
 * The libvirt client library in this process: loaded at the first use, initialised before any other call, silent, its
 * event loop turning. That it is missing is remembered; installing it then needs a restart of the server, as a class
 * that failed to link stays so.
 */
final class ClientLibrary {

    private static final System.Logger LOG = System.getLogger(ClientLibrary.class.getName());
    private static final Object LOADING = new Object();
    /** JNA holds callbacks weakly. */
    private static final Virt.ErrorSink SILENCE = (userData, error) -> {};

    private static boolean running;

    private final String file;
    private boolean found;
    private @Nullable String missing;

    ClientLibrary(String file) {
        this.file = file;
    }

    /** Returns when the library can be used. */
    void require() throws HypervisorException {
        synchronized (LOADING) {
            if (missing == null && !found) {
                find();
            }
            if (missing != null) {
                throw new HypervisorException(Reason.CLIENT_MISSING, missing);
            }
        }
    }

    private void find() {
        try {
            NativeLibrary library = NativeLibrary.getInstance(file);
            if (!running) {
                start(library);
                running = true;
            }
            found = true;
        } catch (LinkageError e) {
            missing = "The libvirt client library is not installed (Debian: libvirt0).";
            LOG.log(System.Logger.Level.WARNING, missing + " It is looked for again when the server starts.");
            LOG.log(System.Logger.Level.DEBUG, "Loading the libvirt client library failed", e);
        }
    }

    private static void start(NativeLibrary library) {
        Native.register(Posix.class, NativeLibrary.getInstance("c"));
        Native.register(Virt.class, library);
        Native.register(VirtEvents.class, library);
        if (Virt.virInitialize() < 0) {
            throw new UnsatisfiedLinkError("virInitialize failed");
        }
        Virt.virSetErrorFunc(null, SILENCE);
        // Before the first connection, else keepalive is refused.
        Virt.virEventRegisterDefaultImpl();
        Thread events = new Thread(ClientLibrary::turn, "muster-libvirt-events");
        events.setDaemon(true);
        events.setContextClassLoader(null);
        events.start();
    }

    private static void turn() {
        while (true) {
            Virt.virEventRunDefaultImpl();
        }
    }
}
