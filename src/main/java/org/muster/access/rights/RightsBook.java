package org.muster.access.rights;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.muster.inventory.VmAccess;
import org.muster.platform.Database;
import org.muster.platform.Time;

/**
 * The one place that decides: who holds what, everywhere and on a VM. What is changed on this node holds at once; what
 * is changed on another, or ends by its time, within a second.
 */
@Singleton
public class RightsBook {

    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private record Known(Rights rights, long until) {}

    private final Database database;
    private final Time time;
    private final Map<Long, Known> known = new ConcurrentHashMap<>();

    @Inject
    public RightsBook(Database database, Time time) {
        this.database = database;
        this.time = time;
    }

    /** What an account holds. One that is not there holds nothing. */
    public Rights of(long account) {
        long now = time.nanos();
        Known remembered = known.get(account);
        if (remembered != null && remembered.until() - now > 0) {
            return remembered.rights();
        }
        Rights read = database.read(tx -> read(tx, account));
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(account, new Known(read, now + REMEMBERED.toNanos()));
        return read;
    }

    private Rights read(Connection tx, long account) throws SQLException {
        Set<String> subjects = Subjects.of(tx, account);
        if (subjects.isEmpty()) {
            return new Rights(account, Set.of(), Set.of());
        }
        String marks = "?" + ", ?".repeat(subjects.size() - 1);
        List<Object> values = new ArrayList<>(subjects);
        List<Grant> grants =
                RightsTables.grants(tx, " WHERE scope = 'all' AND subject IN (" + marks + ")", values.toArray());
        Map<Long, Role> roles = RightsTables.roles(tx).stream().collect(Collectors.toMap(Role::id, role -> role));
        Set<Permission> everywhere = EnumSet.noneOf(Permission.class);
        for (Grant grant : grants) {
            Role role = roles.get(grant.role());
            if (role != null && grant.isLive(time.now())) {
                everywhere.addAll(role.permissions());
            }
        }
        return new Rights(account, everywhere, subjects);
    }

    /** What somebody may do with a VM, if it is there. */
    public Set<Permission> on(Rights rights, long vm) {
        Set<Permission> held = EnumSet.noneOf(Permission.class);
        held.addAll(Permission.of(database.read(tx -> VmAccess.permissions(tx, List.of(vm), rights.subjects()))
                .getOrDefault(vm, 0L)));
        rights.everywhere().stream().filter(Permission::isOfVms).forEach(held::add);
        held.retainAll(rights.most());
        return held;
    }

    /** Whether somebody may do that with a VM which he sees. */
    public boolean may(Rights rights, Permission permission, long vm) {
        return rights.may(permission) || on(rights, vm).contains(permission);
    }

    /**
     * Passes if somebody may do that with a VM which he sees.
     *
     * @throws AccessDenied if not
     */
    public void require(Rights rights, Permission permission, long vm) {
        if (!may(rights, permission, vm)) {
            throw new AccessDenied(permission);
        }
    }

    /** Among these VMs those with which somebody may do that. */
    public Set<Long> among(Collection<Long> vms, Rights rights, Permission permission) {
        if (rights.may(permission)) {
            return Set.copyOf(vms);
        }
        if (!rights.most().contains(permission)) {
            return Set.of();
        }
        return database.read(tx -> VmAccess.permissions(tx, vms, rights.subjects())).entrySet().stream()
                .filter(held -> permission.isIn(held.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Something has changed. */
    void forget() {
        known.clear();
    }
}
