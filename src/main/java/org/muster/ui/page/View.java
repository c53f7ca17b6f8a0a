package org.muster.ui.page;

/**
 * A page or fragment to be rendered.
 *
 * @param template path below the templates' root
 * @param model the template's one parameter
 */
public record View(String template, Object model) {}
