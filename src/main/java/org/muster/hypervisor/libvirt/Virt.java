package org.muster.hypervisor.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * libvirt's own functions, bound directly by {@link ClientLibrary}. Texts go in as {@link NativeText#bytes} and come
 * out as pointers, so that no locale decides their encoding. Call none before {@code virInitialize}: it crashes.
 */
final class Virt {

    /** Above this many domains the RPC protocol refuses one answer for all. */
    static final int RPC_DOMAIN_LIMIT = 16_384;

    static final int NO_ALIASES = 2;

    static final int STATS_STATE = 1;
    static final int STATS_CPU_TOTAL = 2;
    static final int STATS_BALLOON = 4;
    static final int STATS_BLOCK = 32;

    static final int ONLY_ACTIVE = 1;
    static final int ONLY_INACTIVE = 2;
    /** Reports what can be had without waiting for a domain's job: one that is busy or sick is reported without it. */
    static final int NOWAIT = 1 << 29;

    static final int LIST_AUTOSTART = 1 << 10;
    static final int NETWORKS_ACTIVE = 2;

    private Virt() {}

    /** Told every error, which libvirt otherwise prints. */
    interface ErrorSink extends Callback {
        void told(@Nullable Pointer userData, @Nullable Pointer error);
    }

    static native int virInitialize();

    static native void virSetErrorFunc(@Nullable Pointer userData, ErrorSink sink);

    static native int virGetLastErrorCode();

    static native Pointer virGetLastErrorMessage();

    static native int virEventRegisterDefaultImpl();

    static native int virEventRunDefaultImpl();

    static native @Nullable Pointer virConnectOpenAuth(byte[] uri, @Nullable Pointer auth, int flags);

    static native int virConnectClose(Pointer connection);

    static native int virConnectIsAlive(Pointer connection);

    static native int virConnectSetKeepAlive(Pointer connection, int seconds, int count);

    static native @Nullable Pointer virConnectGetHostname(Pointer connection);

    static native int virConnectGetVersion(Pointer connection, long[] version);

    static native int virConnectGetLibVersion(Pointer connection, long[] version);

    static native @Nullable Pointer virConnectGetType(Pointer connection);

    static native int virNodeGetInfo(Pointer connection, byte[] info);

    static native int virConnectGetAllDomainStats(Pointer connection, int stats, PointerByReference records, int flags);

    static native int virDomainListGetStats(Pointer domains, int stats, PointerByReference records, int flags);

    static native void virDomainStatsRecordListFree(Pointer records);

    static native int virConnectListAllDomains(Pointer connection, PointerByReference domains, int flags);

    static native @Nullable Pointer virDomainLookupByUUID(Pointer connection, byte[] uuid);

    static native int virDomainGetUUID(Pointer domain, byte[] uuid);

    static native @Nullable Pointer virDomainGetXMLDesc(Pointer domain, int flags);

    static native int virDomainGetState(Pointer domain, int[] state, int[] reason, int flags);

    static native int virDomainGetControlInfo(Pointer domain, byte[] info, int flags);

    static native int virDomainGetAutostart(Pointer domain, int[] autostart);

    static native int virDomainRef(Pointer domain);

    static native int virDomainFree(Pointer domain);

    static native int virDomainCreate(Pointer domain);

    static native int virDomainDestroy(Pointer domain);

    static native int virDomainShutdown(Pointer domain);

    static native int virDomainReboot(Pointer domain, int flags);

    static native int virDomainReset(Pointer domain, int flags);

    static native int virDomainSuspend(Pointer domain);

    static native int virDomainResume(Pointer domain);

    static native int virDomainPMWakeup(Pointer domain, int flags);

    static native int virDomainAgentSetResponseTimeout(Pointer domain, int seconds, int flags);

    static native int virDomainGetGuestInfo(
            Pointer domain, int types, PointerByReference parameters, int[] count, int flags);

    static native void virTypedParamsFree(Pointer parameters, int count);

    static native int virDomainInterfaceAddresses(Pointer domain, PointerByReference interfaces, int source, int flags);

    static native void virDomainInterfaceFree(Pointer one);

    static native int virConnectListAllNetworks(Pointer connection, PointerByReference networks, int flags);

    static native int virNetworkGetDHCPLeases(
            Pointer network, @Nullable Pointer mac, PointerByReference leases, int flags);

    static native void virNetworkDHCPLeaseFree(Pointer lease);

    static native int virNetworkFree(Pointer network);
}
