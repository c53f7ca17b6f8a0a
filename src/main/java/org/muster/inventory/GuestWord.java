package org.muster.inventory;

import org.jspecify.annotations.Nullable;

/**
 * What of a row is the guest's own word, and thus not the source's to change.
 *
 * @param ipOrigin who gave the row's address; null if nobody stands by it any more
 * @param category what the guest says that it runs; null if it has not said
 */
public record GuestWord(@Nullable IpOrigin ipOrigin, @Nullable VmCategory category) {

    /** Nothing. */
    public static final GuestWord NONE = new GuestWord(null, null);

    /** What holds of a VM that its source has described for the first time. */
    public static GuestWord atFirst(VmDetails seen) {
        return seen.ip() == null ? NONE : new GuestWord(IpOrigin.LEASE, null);
    }

    /** What holds after the source has described the VM anew: another OS there ends the guest's word about it. */
    GuestWord after(VmDetails seen, VmDetails known) {
        boolean leased = seen.ip() != null && ipOrigin != IpOrigin.AGENT;
        IpOrigin origin = leased ? (IpOrigin) IpOrigin.LEASE : ipOrigin;
        VmCategory said = seen.os().equals(known.os()) ? category : null;
        return new GuestWord(origin, said);
    }

    /** The details that hold under this word: of what was not observed, and of what the guest knows better, the known. */
    VmDetails over(VmDetails seen, VmDetails known) {
        VmDetails whole = seen.orKnown(known);
        String ip = ipOrigin == IpOrigin.AGENT ? known.ip() : whole.ip();
        return whole.withGuest(ip, category == null ? whole.category() : category);
    }

    /** What holds once the guest is down: its address may be another's by now. */
    public GuestWord ended() {
        return ipOrigin == IpOrigin.AGENT ? new GuestWord(null, category) : this;
    }
}
