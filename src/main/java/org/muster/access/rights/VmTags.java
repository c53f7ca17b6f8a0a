package org.muster.access.rights;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Set;
import java.util.TreeSet;
import org.muster.inventory.InventoryWriter;

/** The tags that VMs have in Muster, beside those that their sources give them. */
@Singleton
public class VmTags {

    private final Register register;

    @Inject
    public VmTags(Register register) {
        this.register = register;
    }

    /** Those of a VM, in order. */
    public Set<String> of(long vm) {
        return register.read(tx -> {
            Set<String> tags = new TreeSet<>();
            try (PreparedStatement select = tx.prepareStatement("SELECT tag FROM vm_tag WHERE vm_id = ?")) {
                select.setLong(1, vm);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        tags.add(row.getString(1));
                    }
                }
            }
            return tags;
        });
    }

    /** Gives a VM these and no others. */
    public void set(long vm, Set<String> tags) {
        register.change((tx, follow) -> {
            try (PreparedStatement delete = tx.prepareStatement("DELETE FROM vm_tag WHERE vm_id = ?")) {
                delete.setLong(1, vm);
                delete.executeUpdate();
            }
            try (PreparedStatement insert = tx.prepareStatement("INSERT INTO vm_tag (vm_id, tag) VALUES (?, ?)")) {
                for (String tag : tags) {
                    insert.setLong(1, vm);
                    insert.setString(2, tag);
                    insert.executeUpdate();
                }
            }
            new InventoryWriter().ownTags(tx, vm, tags, follow.revision());
            follow.of(Scope.vm(vm));
            return true;
        });
    }

    /** Whether the names and tags that a cluster gives its VMs decide who may do what with them. */
    public void trust(long cluster, boolean trusted) {
        register.change((tx, follow) -> {
            try (PreparedStatement update = tx.prepareStatement("UPDATE cluster SET trust_tags = ? WHERE id = ?")) {
                update.setBoolean(1, trusted);
                update.setLong(2, cluster);
                update.executeUpdate();
            }
            follow.of(Scope.cluster(cluster));
            return true;
        });
    }

    /** Whether they do. */
    public boolean isTrusted(long cluster) {
        return register.read(tx -> {
            try (PreparedStatement select = tx.prepareStatement("SELECT trust_tags FROM cluster WHERE id = ?")) {
                select.setLong(1, cluster);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() && row.getBoolean(1);
                }
            }
        });
    }
}
