package org.muster.ui.page;

import org.muster.platform.Refused;

/** What was typed into a form can't be taken; the message says why. Answer 422. */
public final class WrongField extends RuntimeException implements Refused {

    private static final long serialVersionUID = 1L;

    public WrongField(String message) {
        super(message);
    }
}
