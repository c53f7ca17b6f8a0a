package org.muster.api;

import java.util.List;
import org.muster.platform.Refused;

/** The request itself is wrong. Answers 400 with every error. */
final class InvalidRequest extends RuntimeException implements Refused {

    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    InvalidRequest(List<FieldError> errors) {
        super("The request is not valid.");
        this.errors = List.copyOf(errors);
    }

    InvalidRequest(String field, String message) {
        this(List.of(new FieldError(field, message)));
    }

    List<FieldError> errors() {
        return errors;
    }
}
