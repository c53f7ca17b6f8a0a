package org.muster.access.rights;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.inventory.VmAccess;

/** Brings {@code vm_access} to what {@link Claims} say, some VMs at a time; each call joins the caller's transaction. */
@Singleton
class Reach {

    private static final int STEP = 500;
    private static final String VMS = "SELECT v.id, v.cluster_id, COALESCE(c.trust_tags, FALSE), v.name_key, v.tags"
            + " FROM vm_inventory v LEFT JOIN cluster c ON c.id = v.cluster_id WHERE v.id > ?";

    /** Which VMs are looked at: a condition on {@code v} and its values. */
    record Among(String condition, List<Long> values) {

        static final Among ALL = new Among("", List.of());

        static Among of(Scope scope) {
            return switch (scope.kind()) {
                case VM -> new Among(" AND v.id = ?", List.of(scope.id()));
                case CLUSTER -> new Among(" AND v.cluster_id = ?", List.of(scope.id()));
                default -> ALL;
            };
        }

        /** Those that changed after one revision, up to another. */
        static Among changed(long after, long upTo) {
            return new Among(" AND v.revision > ? AND v.revision <= ?", List.of(after, upTo));
        }
    }

    private final VmAccess access = new VmAccess();

    /** What differs for these VMs. */
    List<VmAccess.Entry> differences(Connection tx, Claims claims, Among among) throws SQLException {
        List<VmAccess.Entry> differing = new ArrayList<>();
        long after = VmAccess.EVERY_VM;
        List<VmFacts> step;
        do {
            step = vms(tx, among, after);
            Map<Long, Map<Subject, Long>> held = new HashMap<>();
            step.forEach(vm -> held.put(vm.id(), claims.of(vm)));
            differing.addAll(differing(tx, held));
            after = step.isEmpty() ? after : step.get(step.size() - 1).id();
        } while (step.size() == STEP);
        return differing;
    }

    /** What differs for everything. */
    List<VmAccess.Entry> differencesOfAll(Connection tx, Claims claims) throws SQLException {
        return differing(tx, Map.of(VmAccess.EVERY_VM, claims.ofAll()));
    }

    /** Writes differences. */
    void write(Connection tx, List<VmAccess.Entry> differing, long revision) throws SQLException {
        access.write(tx, differing, revision);
    }

    private static List<VmAccess.Entry> differing(Connection tx, Map<Long, Map<Subject, Long>> held)
            throws SQLException {
        if (held.isEmpty()) {
            return List.of();
        }
        List<VmAccess.Entry> differing = new ArrayList<>();
        Map<Long, Map<Subject, Long>> missing = new HashMap<>();
        held.forEach((vm, bySubject) -> missing.put(vm, new HashMap<>(bySubject)));
        String marks = "?" + ", ?".repeat(held.size() - 1);
        try (PreparedStatement select = tx.prepareStatement(
                "SELECT vm_id, subject, permissions FROM vm_access WHERE vm_id IN (" + marks + ")")) {
            int next = 1;
            for (long vm : held.keySet()) {
                select.setLong(next++, vm);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Subject subject = Subject.parse(row.getString(2)).orElseThrow();
                    Long now = missing.getOrDefault(row.getLong(1), Map.of()).remove(subject);
                    long bits = now == null ? 0 : now;
                    if (bits != row.getLong(3)) {
                        differing.add(entry(row.getLong(1), subject, bits));
                    }
                }
            }
        }
        missing.forEach(
                (vm, bySubject) -> bySubject.forEach((subject, bits) -> differing.add(entry(vm, subject, bits))));
        return differing;
    }

    private static VmAccess.Entry entry(long vm, Subject subject, long bits) {
        return new VmAccess.Entry(vm, subject.toString(), bits, Permission.VM_READ.isIn(bits));
    }

    private static List<VmFacts> vms(Connection tx, Among among, long after) throws SQLException {
        List<VmFacts> vms = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement(VMS + among.condition() + " ORDER BY v.id LIMIT " + STEP)) {
            select.setLong(1, after);
            for (int i = 0; i < among.values().size(); i++) {
                select.setLong(i + 2, among.values().get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    vms.add(new VmFacts(
                            row.getLong(1),
                            row.getLong(2),
                            row.getBoolean(3),
                            row.getString(4),
                            tags(row.getString(5)),
                            new HashSet<>()));
                }
            }
        }
        addOwnTags(tx, vms);
        return vms;
    }

    /** As {@code vm_inventory} keeps them: {@code ,web,prod,}. */
    private static Set<String> tags(String kept) {
        Set<String> tags = new HashSet<>(Arrays.asList(kept.split(",")));
        tags.remove("");
        return tags;
    }

    private static void addOwnTags(Connection tx, List<VmFacts> vms) throws SQLException {
        if (vms.isEmpty()) {
            return;
        }
        Map<Long, VmFacts> byId = new HashMap<>();
        vms.forEach(vm -> byId.put(vm.id(), vm));
        try (PreparedStatement select =
                tx.prepareStatement("SELECT vm_id, tag FROM vm_tag WHERE vm_id BETWEEN ? AND ?")) {
            select.setLong(1, vms.get(0).id());
            select.setLong(2, vms.get(vms.size() - 1).id());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    VmFacts vm = byId.get(row.getLong(1));
                    if (vm != null) {
                        vm.ownTags().add(row.getString(2));
                    }
                }
            }
        }
    }
}
