package org.muster.hypervisor.proxmox.pve;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Tickets and CSRF tokens, signed by this double alone, good for two hours; and who asks by which of them. */
final class Tickets {

    private static final long LIFETIME = 7200;
    private static final String TOKEN = "PVEAPIToken=";
    private static final String COOKIE = "PVEAuthCookie=";

    private final byte[] key = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    private final Site site;

    Tickets(Site site) {
        this.site = site;
    }

    String ticket(String user) {
        String plain = "PVE:" + user + ":%08X".formatted(site.clock.seconds());
        return plain + "::" + signature(plain);
    }

    String csrf(String user) {
        String time = "%08X".formatted(site.clock.seconds());
        return time + ":" + signature(time + ":" + user);
    }

    /** The user of a ticket that is good. */
    @Nullable
    String user(String ticket) {
        int end = ticket.indexOf("::");
        if (!ticket.startsWith("PVE:") || end < 0) {
            return null;
        }
        String plain = ticket.substring(0, end);
        String time = plain.substring(plain.lastIndexOf(':') + 1);
        boolean good = signature(plain).equals(ticket.substring(end + 2)) && isFresh(time);
        return good ? plain.substring(4, plain.length() - time.length() - 1) : null;
    }

    /** @throws Refusal with 401 if nobody is known by that */
    Who identify(Question question) {
        String authorization = question.header("authorization");
        if (authorization.startsWith(TOKEN)) {
            return byToken(authorization.substring(TOKEN.length()));
        }
        String user = user(cookie(question.header("cookie")));
        if (user == null) {
            String why = question.header("cookie").isEmpty() ? "No ticket" : "permission denied - invalid PVE ticket";
            throw new Refusal(Reply.bare(401, why));
        }
        if (!question.method().equals("GET") && !isCsrf(question.header("csrfpreventiontoken"), user)) {
            throw new Refusal(Reply.bare(401, "Permission denied - invalid csrf token"));
        }
        return new Who(user, null);
    }

    private Who byToken(String header) {
        int mark = header.indexOf('=');
        if (mark < 0 || !site.access.isSecret(header.substring(0, mark), header.substring(mark + 1))) {
            throw new Refusal(Reply.bare(401, "Authentication failed!"));
        }
        return Who.of(header.substring(0, mark));
    }

    private static String cookie(String header) {
        for (String each : header.split(";\\s*")) {
            if (each.startsWith(COOKIE)) {
                return URLDecoder.decode(each.substring(COOKIE.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private boolean isCsrf(String token, String user) {
        int mark = token.indexOf(':');
        return mark > 0
                && isFresh(token.substring(0, mark))
                && signature(token.substring(0, mark) + ":" + user).equals(token.substring(mark + 1));
    }

    private boolean isFresh(String hexTime) {
        if (!hexTime.matches("[0-9A-F]{8}")) {
            return false;
        }
        long age = site.clock.seconds() - Long.parseLong(hexTime, 16);
        return age > -300 && age < LIFETIME;
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] signed = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signed);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
