package org.muster.hypervisor.demo;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The address of one demo host: {@code demo://fleet?seed=1&hosts=6&vms=120&host=3}, and no other spelling.
 *
 * @param host counted from 1
 */
record DemoAddress(DemoFleetSize fleet, int host) {

    private static final Pattern FORM =
            Pattern.compile("demo://fleet\\?seed=([0-9]{1,9})&hosts=([0-9]{1,5})&vms=([0-9]{1,6})&host=([0-9]{1,5})");

    DemoAddress {
        if (host < 1 || host > fleet.hosts()) {
            throw new IllegalArgumentException("host is 1 to " + fleet.hosts());
        }
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException in words for an administrator
     */
    static DemoAddress parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "an address of a demo host looks like demo://fleet?seed=1&hosts=6&vms=120&host=3");
        }
        DemoFleetSize fleet = new DemoFleetSize(
                Long.parseLong(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
        DemoAddress address = new DemoAddress(fleet, Integer.parseInt(matcher.group(4)));
        if (!address.text().equals(text)) {
            throw new IllegalArgumentException("numbers in a demo address have no leading zeros");
        }
        return address;
    }

    /** The addresses of all hosts of a fleet. */
    static List<String> all(DemoFleetSize fleet) {
        return IntStream.rangeClosed(1, fleet.hosts())
                .mapToObj(host -> new DemoAddress(fleet, host).text())
                .toList();
    }

    /** As it is written. */
    String text() {
        return "demo://fleet?seed=" + fleet.seed() + "&hosts=" + fleet.hosts() + "&vms=" + fleet.vms() + "&host="
                + host;
    }
}
