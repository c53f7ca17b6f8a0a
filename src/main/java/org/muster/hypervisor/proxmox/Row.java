package org.muster.hypervisor.proxmox;

import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Those members of a row of {@code /cluster/resources} that are read; see {@link Fields} for their types. */
final class Row {

    private static final List<String> NAMES = List.of(
            "type",
            "vmid",
            "node",
            "status",
            "name",
            "cpu",
            "maxcpu",
            "mem",
            "maxmem",
            "maxdisk",
            "uptime",
            "tags",
            "template",
            "pool",
            "lock",
            "hastate");
    private static final Map<String, Integer> PLACES = places();

    private final @Nullable String[] texts = new String[NAMES.size()];

    private static Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        NAMES.forEach(name -> places.put(name, places.size()));
        return places;
    }

    /**
     * Takes the place of the row that was read before.
     *
     * @param parser in which an object has just begun
     */
    void read(JsonParser parser) {
        Arrays.fill(texts, null);
        while (parser.next() != Event.END_OBJECT) {
            Integer place = PLACES.get(parser.getString());
            Event value = parser.next();
            if (place != null) {
                texts[place] = text(parser, value);
            }
            skip(parser, value);
        }
    }

    private static @Nullable String text(JsonParser parser, Event value) {
        return switch (value) {
            case VALUE_STRING, VALUE_NUMBER -> parser.getString();
            case VALUE_TRUE -> "1";
            case VALUE_FALSE -> "0";
            default -> null;
        };
    }

    /** To the end of what has just begun, if that is more than a word. */
    static void skip(JsonParser parser, Event begun) {
        int open = begun == Event.START_OBJECT || begun == Event.START_ARRAY ? 1 : 0;
        while (open > 0) {
            switch (parser.next()) {
                case START_OBJECT, START_ARRAY -> open++;
                case END_OBJECT, END_ARRAY -> open--;
                default -> {}
            }
        }
    }

    /** Empty if there is none. */
    String text(String name) {
        Integer place = PLACES.get(name);
        if (place == null) {
            throw new IllegalArgumentException(name);
        }
        String text = texts[place];
        return text == null ? "" : text;
    }

    /** As {@link Fields#number}. */
    @Nullable
    Double number(String name) {
        return Fields.parsed(text(name));
    }

    /** As {@link Fields#whole}. */
    @Nullable
    Long whole(String name) {
        return Fields.whole(number(name));
    }
}
