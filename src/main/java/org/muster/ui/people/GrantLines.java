package org.muster.ui.people;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.VisibleVms;
import org.muster.access.rights.Grant;
import org.muster.access.rights.Grants;
import org.muster.access.rights.Listed;
import org.muster.access.rights.Roles;
import org.muster.access.rights.Scope;
import org.muster.access.rights.Subject;
import org.muster.inventory.Clusters;
import org.muster.ui.page.Paging;
import org.muster.ui.page.When;
import org.muster.ui.page.Who;

/** Reads grants in words. */
@Singleton
public class GrantLines {

    private final Grants grants;
    private final Roles roles;
    private final Who who;
    private final Clusters clusters;
    private final VisibleVms vms;

    @Inject
    public GrantLines(Grants grants, Roles roles, Who who, Clusters clusters, VisibleVms vms) {
        this.grants = grants;
        this.roles = roles;
        this.who = who;
        this.clusters = clusters;
        this.vms = vms;
    }

    /** A page of grants; VMs that the caller does not see are told by their ids. */
    Listed<GrantLine> page(Grants.Filter filter, int page, Caller caller) {
        Listed<Grant> found = grants.page(filter, new Listed.Page(page, Paging.SIZE));
        return new Listed<>(lines(found.rows(), caller), found.total());
    }

    private List<GrantLine> lines(List<Grant> found, Caller caller) {
        Map<Long, String> names = new HashMap<>();
        roles.all().forEach(role -> names.put(role.id(), role.name()));
        List<Subject> all = new ArrayList<>();
        found.forEach(grant -> {
            all.add(grant.subject());
            if (grant.scope().kind() == Scope.Kind.GROUP) {
                all.add(Subject.group(grant.scope().id()));
            }
        });
        Map<Subject, String> subjects = who.names(all);
        Map<Scope, String> scopes = scopes(found, subjects, caller);
        Instant now = Instant.now();
        return found.stream()
                .map(grant -> new GrantLine(
                        grant.id(),
                        Who.line(grant.subject(), subjects),
                        names.getOrDefault(grant.role(), "?"),
                        scopes.getOrDefault(grant.scope(), grant.scope().toString()),
                        href(grant.scope()),
                        grant.shared(),
                        When.of(grant.until(), now),
                        grant.by(),
                        When.at(grant.since(), now)))
                .toList();
    }

    private Map<Scope, String> scopes(List<Grant> found, Map<Subject, String> subjects, Caller caller) {
        Map<Scope, String> words = new HashMap<>();
        words.put(Scope.ALL, "everything");
        clusters.all().forEach(cluster -> words.put(Scope.cluster(cluster.id()), "cluster " + cluster.name()));
        subjects.forEach((subject, name) -> {
            if (subject.kind() == Subject.Kind.GROUP) {
                words.put(Scope.group(subject.id()), "VMs of group " + name);
            }
        });
        List<Long> ids = found.stream()
                .filter(grant -> grant.scope().kind() == Scope.Kind.VM)
                .map(grant -> grant.scope().id())
                .toList();
        vms.names(ids, caller).forEach((id, name) -> words.put(Scope.vm(id), "VM " + name));
        found.stream()
                .map(Grant::scope)
                .filter(scope -> scope.kind() == Scope.Kind.TAG)
                .forEach(scope -> words.put(scope, "tag " + scope.tag()));
        return words;
    }

    private static @Nullable String href(Scope scope) {
        return switch (scope.kind()) {
            case VM -> "/ui/vms/" + scope.id();
            case GROUP -> "/ui/groups/" + scope.id();
            default -> null;
        };
    }
}
