package org.muster.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads parameters strictly and collects what is wrong with them. An empty parameter counts as not given. */
final class Check {

    /** The largest whole number that every reader of JSON can hold. */
    static final long MAX_ID = (1L << 53) - 1;

    private final List<FieldError> errors = new ArrayList<>();

    Optional<String> text(String field, @Nullable String value, int most) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        if (value.length() > most) {
            wrong(field, "must have at most " + most + " characters");
            return Optional.empty();
        }
        return Optional.of(value.strip());
    }

    @Nullable
    Boolean flag(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        boolean yes = value.equalsIgnoreCase("true");
        if (!yes && !value.equalsIgnoreCase("false")) {
            wrong(field, "must be true or false");
        }
        return yes;
    }

    /** A whole number in plain digits; empty if not given or wrong. */
    Optional<Long> number(String field, @Nullable String value, long least, long most) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        Optional<Long> number = digits(value).filter(n -> n >= least && n <= most);
        if (number.isEmpty()) {
            wrong(field, "must be a whole number from " + least + " to " + most);
        }
        return number;
    }

    /** One of these, by its name in lower case. */
    <T extends Enum<T>> Optional<T> word(String field, @Nullable String value, T[] all) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        Optional<T> word =
                Arrays.stream(all).filter(one -> word(one).equals(value)).findFirst();
        if (word.isEmpty()) {
            wrong(field, "must be one of " + Arrays.stream(all).map(Check::word).collect(Collectors.joining(", ")));
        }
        return word;
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    void wrong(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    /** @throws InvalidRequest if anything was wrong */
    void done() {
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
    }

    /** A number of 1 to 18 ASCII digits. */
    static Optional<Long> digits(String value) {
        return value.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(value)) : Optional.empty();
    }
}
