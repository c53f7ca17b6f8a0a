package org.muster.task;

import org.muster.platform.Refused;

/** The VM's known state forbids the action, or another task of it is under way. Answers 409. */
public class ActionRefused extends Exception implements Refused {

    private static final long serialVersionUID = 1L;

    public ActionRefused(String message) {
        super(message);
    }
}
