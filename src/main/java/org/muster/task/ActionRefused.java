package org.muster.task;

/** The VM's known state forbids the action, or another task of it is under way. Answers 409. */
public class ActionRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public ActionRefused(String message) {
        super(message);
    }
}
