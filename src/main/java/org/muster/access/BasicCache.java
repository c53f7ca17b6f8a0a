package org.muster.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a minute that an Authorization header was verified, so that a client that sends it with every request
 * costs one hash a minute. What is kept is an HMAC of the header under a key that this process made for itself. Of
 * several requests with one header that is not known, one verifies and the others wait for it; of several with one that
 * soon has to be verified again, one does and the others go on.
 */
final class BasicCache {

    private static final long REMEMBERED = Duration.ofSeconds(60).toNanos();
    private static final long AGED = Duration.ofSeconds(45).toNanos();
    private static final int ENTRIES = 1000;

    private record Entry(Account account, long verified, boolean beingRenewed) {}

    private final SecretKeySpec key;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, CompletableFuture<Verdict>> underWay = new LinkedHashMap<>();

    BasicCache() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
    }

    /**
     * The verdict on a header.
     *
     * @param now as by {@link System#nanoTime}
     * @param verify checks the header; only what it accepts is remembered
     */
    Verdict verdict(String header, long now, Supplier<Verdict> verify) {
        String mac = mac(header);
        CompletableFuture<Verdict> mine = new CompletableFuture<>();
        CompletableFuture<Verdict> others;
        synchronized (this) {
            Account known = known(mac, now);
            if (known != null) {
                return Verdict.accepted(known);
            }
            others = underWay.putIfAbsent(mac, mine);
        }
        return others == null ? verified(mac, mine, now, verify) : others.join();
    }

    /** Forgets all that was verified of an account. */
    synchronized void forget(long accountId) {
        entries.values().removeIf(entry -> entry.account().id() == accountId);
    }

    private @Nullable Account known(String mac, long now) {
        Entry entry = entries.get(mac);
        if (entry == null || now - entry.verified() >= REMEMBERED) {
            entries.remove(mac);
            return null;
        }
        if (now - entry.verified() >= AGED && !entry.beingRenewed()) {
            entries.put(mac, new Entry(entry.account(), entry.verified(), true));
            return null; // this one verifies it again, the next ones find it as it is
        }
        return entry.account();
    }

    private Verdict verified(String mac, CompletableFuture<Verdict> mine, long now, Supplier<Verdict> verify) {
        try {
            Verdict verdict = remember(mac, verify.get(), now);
            mine.complete(verdict);
            return verdict;
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            synchronized (this) {
                underWay.remove(mac);
            }
        }
    }

    private synchronized Verdict remember(String mac, Verdict verdict, long now) {
        Entry aged = entries.get(mac);
        if (verdict.isLater() && aged != null) {
            return Verdict.accepted(aged.account()); // too busy to verify again: what is remembered still holds
        }
        Account account = verdict.account();
        if (account == null) {
            entries.remove(mac);
            return verdict;
        }
        entries.put(mac, new Entry(account, now, false));
        if (entries.size() > ENTRIES) {
            entries.remove(entries.keySet().iterator().next());
        }
        return verdict;
    }

    private String mac(String header) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(header.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC.", e);
        }
    }
}
