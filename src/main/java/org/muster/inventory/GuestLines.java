package org.muster.inventory;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists of what guests say as text: a line each, its parts between tabs. What does not fit is left out. */
final class GuestLines {

    private static final int MOST = 4000;
    private static final int LONGEST = 255;

    private GuestLines() {}

    static String ofAddresses(List<VmGuest.Address> all) {
        return lines(
                all,
                one -> line(
                        one.mac(),
                        one.address(),
                        Integer.toString(one.prefix()),
                        one.origin().name()));
    }

    static List<VmGuest.Address> addresses(String lines) {
        return read(lines, p -> new VmGuest.Address(p[0], p[1], Integer.parseInt(p[2]), IpOrigin.valueOf(p[3])));
    }

    static String ofFileSystems(List<VmGuest.FileSystem> all) {
        return lines(
                all,
                one -> line(
                        one.name(), one.mountPoint(), one.type(), number(one.totalBytes()), number(one.usedBytes())));
    }

    static List<VmGuest.FileSystem> fileSystems(String lines) {
        return read(lines, p -> new VmGuest.FileSystem(p[0], p[1], p[2], number(p[3]), number(p[4])));
    }

    static String ofUsers(List<VmGuest.User> all) {
        return lines(all, one -> {
            Instant login = one.loginAt();
            return line(one.name(), one.domain(), number(login == null ? null : (Long) login.toEpochMilli()));
        });
    }

    static List<VmGuest.User> users(String lines) {
        return read(lines, p -> {
            Long login = number(p[2]);
            return new VmGuest.User(p[0], p[1], login == null ? null : Instant.ofEpochMilli(login));
        });
    }

    private static <T> String lines(List<T> all, Function<T, String> line) {
        StringBuilder text = new StringBuilder();
        for (T one : all) {
            String next = line.apply(one);
            if (text.length() + next.length() < MOST) {
                text.append(next).append('\n');
            }
        }
        return text.toString();
    }

    /** Cleaned once more: what is read must have as many parts as were written. */
    private static String line(String... parts) {
        return String.join(
                "\t", Arrays.stream(parts).map(part -> Text.line(part, LONGEST)).toList());
    }

    private static <T> List<T> read(String lines, Function<String[], T> one) {
        return lines.lines().map(line -> one.apply(line.split("\t", -1))).toList();
    }

    private static String number(@Nullable Long value) {
        return value == null ? "" : value.toString();
    }

    private static @Nullable Long number(String text) {
        return text.isEmpty() ? null : (Long) Long.parseLong(text);
    }
}
