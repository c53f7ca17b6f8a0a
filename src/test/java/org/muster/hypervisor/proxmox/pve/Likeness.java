package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How an answer differs from a recorded one: names, types and values, but of what differs each time only the type. */
final class Likeness {

    /** Identifiers, secrets and instants of the machine that was recorded. */
    private static final Set<String> OF_THE_MOMENT = Set.of(
            "upid",
            "pid",
            "pstart",
            "starttime",
            "uptime",
            "time",
            "ticket",
            "CSRFPreventionToken",
            "cert",
            "password",
            "digest",
            "vmgenid",
            "smbios1",
            "ssl_fingerprint");

    private final List<String> differences = new ArrayList<>();

    static List<String> differences(JsonValue recorded, JsonValue answered) {
        Likeness likeness = new Likeness();
        likeness.compare("", "", recorded, answered);
        return likeness.differences;
    }

    private void compare(String where, String name, JsonValue recorded, JsonValue answered) {
        if (type(recorded) != type(answered)) {
            differences.add(where + ": " + recorded + " was recorded, not " + answered);
        } else if (recorded instanceof JsonObject object) {
            compareObjects(where, object, answered.asJsonObject());
        } else if (recorded instanceof JsonArray array) {
            compareArrays(where, name, array, answered.asJsonArray());
        } else if (!OF_THE_MOMENT.contains(name) && !isUpid(recorded, answered) && !recorded.equals(answered)) {
            differences.add(where + ": " + recorded + " was recorded, not " + answered);
        }
    }

    private void compareObjects(String where, JsonObject recorded, JsonObject answered) {
        Set<String> names = new TreeSet<>(recorded.keySet());
        names.addAll(answered.keySet());
        for (String name : names) {
            String here = where + "/" + name;
            if (!recorded.containsKey(name)) {
                differences.add(here + ": was not recorded, but is " + answered.get(name));
            } else if (!answered.containsKey(name)) {
                differences.add(here + ": " + recorded.get(name) + " was recorded, and lacks");
            } else {
                compare(here, name, recorded.get(name), answered.get(name));
            }
        }
    }

    private void compareArrays(String where, String name, JsonArray recorded, JsonArray answered) {
        if (recorded.size() != answered.size()) {
            differences.add(where + ": " + recorded.size() + " were recorded, not " + answered.size());
            return;
        }
        List<JsonValue> expected = sorted(recorded);
        List<JsonValue> found = sorted(answered);
        for (int i = 0; i < expected.size(); i++) {
            compare(where + "/" + i, name, expected.get(i), found.get(i));
        }
    }

    /** Lists of VMs have no order of their own. */
    private static List<JsonValue> sorted(JsonArray array) {
        List<JsonValue> sorted = new ArrayList<>(array);
        sorted.sort(Comparator.comparing(row -> row instanceof JsonObject object
                ? object.getOrDefault("id", object.getOrDefault("vmid", JsonValue.NULL))
                        .toString()
                : ""));
        return sorted;
    }

    private static boolean isUpid(JsonValue recorded, JsonValue answered) {
        return shape(recorded).startsWith("UPID:") && shape(recorded).equals(shape(answered));
    }

    /** A UPID without its process and times. */
    private static String shape(JsonValue value) {
        return Data.plain(value).replaceAll("^UPID:(\\w+):[0-9A-F]{8}:[0-9A-F]{8,9}:[0-9A-F]{8}:", "UPID:$1:");
    }

    private static ValueType type(JsonValue value) {
        return value.getValueType() == ValueType.FALSE ? ValueType.TRUE : value.getValueType();
    }
}
