package org.muster.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeMap;
import java.util.TreeSet;
import org.muster.access.Caller;

/** The weak entity tag of a list: the same as long as the list's rows, the question and the caller are. */
final class ListTag {

    private ListTag() {}

    static String of(long revision, VmJson view, VmListRequest request, Caller caller, VmLists.Mode mode) {
        String all = String.join(
                "\n",
                Long.toString(revision),
                new TreeSet<>(view.stale().connections()).toString(),
                new TreeMap<>(view.clusters()).toString(),
                request.toString(),
                caller.id() + " " + new TreeSet<>(caller.permissions())
                        + new TreeSet<>(caller.rights().subjects()),
                mode.name());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            String opaque = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 15));
            return "W/\"" + opaque + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Whether a request's {@code If-None-Match} names that tag, strongly or weakly, or any. */
    static boolean isAmong(String tag, String ifNoneMatch) {
        String strong = tag.substring("W/".length());
        return Arrays.stream(ifNoneMatch.split(","))
                .map(String::strip)
                .anyMatch(given -> given.equals(tag) || given.equals(strong) || given.equals("*"));
    }
}
