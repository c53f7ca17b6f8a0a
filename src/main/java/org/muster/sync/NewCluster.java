package org.muster.sync;

import java.util.List;
import java.util.Map;
import org.muster.inventory.SourceKind;

/** What an administrator wants to add. Credentials by name, in the clear: never logged. */
public record NewCluster(String name, SourceKind kind, List<String> addresses, Map<String, String> credentials) {

    public NewCluster {
        addresses = List.copyOf(addresses);
        credentials = Map.copyOf(credentials);
    }

    @Override
    public String toString() {
        return "NewCluster[" + name + ", " + kind + ", " + addresses + "]";
    }
}
