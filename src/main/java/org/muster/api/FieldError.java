package org.muster.api;

/**
 * One thing that is wrong with a request.
 *
 * @param field the parameter or the member of the body
 * @param message a sentence that may be shown
 */
record FieldError(String field, String message) {}
