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
                caller.id() + " " + caller.role(),
                mode.name());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 15));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
