package org.muster.ui.page;

/**
 * Something to be chosen.
 *
 * @param hint what it means, may be empty
 */
public record Choice(String value, String label, String hint, boolean chosen) {}
