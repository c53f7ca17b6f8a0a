/**
 * JAX-RS HTML under /ui: one package a screen; a view record goes into a JTE template. Uses the features, never api.
 * This package holds the application's class list only; what the screens share is in page.
 * Invariant: every state-changing request carries the session's CSRF token.
 */
@NullMarked
package org.muster.ui;

import org.jspecify.annotations.NullMarked;
