package org.muster.sync;

import java.util.Map;
import org.muster.platform.Refused;

/** Settings can't be changed so. */
public class SettingsRefused extends Exception implements Refused {

    private static final long serialVersionUID = 1L;

    private final transient Map<SyncKey, String> problems;

    /** @param problems what is wrong with which, a few words each */
    public SettingsRefused(Map<SyncKey, String> problems) {
        super("These settings are not possible.");
        this.problems = Map.copyOf(problems);
    }

    /** What is wrong with which. */
    public Map<SyncKey, String> problems() {
        return problems;
    }
}
