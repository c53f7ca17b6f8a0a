package org.muster.hypervisor.libvirt;

import com.sun.jna.LastErrorException;

/** The C library's functions for telling sockets apart and ending one. Bound by {@link ClientLibrary}. */
final class Posix {

    static final int AF_UNIX = 1;
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    /** SOCK_STREAM, SOCK_NONBLOCK, SOCK_CLOEXEC. */
    static final int STREAM_AT_ONCE = 1 | 0x800 | 0x80000;

    static final int SOL_SOCKET = 1;
    static final int SO_PEERCRED = 17;
    static final int SHUT_RDWR = 2;
    /** F_DUPFD_CLOEXEC: the copy is not inherited by programs that the JVM starts. */
    static final int DUP_CLOEXEC = 1030;

    private Posix() {}

    static native int socket(int domain, int type, int protocol);

    static native int connect(int socket, byte[] address, int length) throws LastErrorException;

    static native int getpeername(int socket, byte[] address, int[] length);

    static native int getsockopt(int socket, int level, int option, int[] value, int[] length);

    static native int fcntl(int descriptor, int command, int argument);

    static native int shutdown(int socket, int how);

    static native int close(int descriptor);
}
