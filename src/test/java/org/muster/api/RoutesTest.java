package org.muster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.access.rights.Permission.AUDIT_READ;
import static org.muster.access.rights.Permission.CLUSTER_ADMIN;
import static org.muster.access.rights.Permission.HOST_READ;
import static org.muster.access.rights.Permission.SETTINGS_ADMIN;
import static org.muster.access.rights.Permission.SYNC_TRIGGER;
import static org.muster.access.rights.Permission.USER_ADMIN;
import static org.muster.access.rights.Permission.VM_ASSIGN;
import static org.muster.access.rights.Permission.VM_POWER;
import static org.muster.access.rights.Permission.VM_READ;
import static org.muster.access.rights.Permission.VM_SHARE;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.muster.access.rights.Permission;

/** A new route is closed until it stands here and says the same itself. */
class RoutesTest {

    private static final Map<String, Permission> TABLE = Map.ofEntries(
            Map.entry("GET /users", USER_ADMIN),
            Map.entry("POST /users", USER_ADMIN),
            Map.entry("GET /users/{id}", USER_ADMIN),
            Map.entry("PATCH /users/{id}", USER_ADMIN),
            Map.entry("DELETE /users/{id}", USER_ADMIN),
            Map.entry("GET /groups", USER_ADMIN),
            Map.entry("POST /groups", USER_ADMIN),
            Map.entry("GET /groups/{id}", USER_ADMIN),
            Map.entry("PATCH /groups/{id}", USER_ADMIN),
            Map.entry("DELETE /groups/{id}", USER_ADMIN),
            Map.entry("GET /roles", USER_ADMIN),
            Map.entry("POST /roles", USER_ADMIN),
            Map.entry("GET /roles/{id}", USER_ADMIN),
            Map.entry("PATCH /roles/{id}", USER_ADMIN),
            Map.entry("DELETE /roles/{id}", USER_ADMIN),
            Map.entry("GET /grants", USER_ADMIN),
            Map.entry("POST /grants", USER_ADMIN),
            Map.entry("GET /grants/{id}", USER_ADMIN),
            Map.entry("DELETE /grants/{id}", USER_ADMIN),
            Map.entry("GET /rules", USER_ADMIN),
            Map.entry("POST /rules", USER_ADMIN),
            Map.entry("DELETE /rules/{id}", USER_ADMIN),
            Map.entry("GET /tokens", VM_READ),
            Map.entry("POST /tokens", VM_READ),
            Map.entry("DELETE /tokens/{id}", VM_READ),
            Map.entry("GET /users/{id}/tokens", USER_ADMIN),
            Map.entry("POST /users/{id}/tokens", USER_ADMIN),
            Map.entry("DELETE /users/{id}/tokens/{token}", USER_ADMIN),
            Map.entry("POST /auth/logout", VM_READ),
            Map.entry("GET /auth/totp", VM_READ),
            Map.entry("POST /auth/totp", VM_READ),
            Map.entry("POST /auth/totp/confirm", VM_READ),
            Map.entry("POST /auth/totp/remove", VM_READ),
            Map.entry("DELETE /users/{id}/totp", USER_ADMIN),
            Map.entry("GET /auth/sessions", VM_READ),
            Map.entry("DELETE /auth/sessions/{id}", VM_READ),
            Map.entry("GET /users/{id}/sessions", USER_ADMIN),
            Map.entry("DELETE /users/{id}/sessions", USER_ADMIN),
            Map.entry("GET /auth/keys", SETTINGS_ADMIN),
            Map.entry("POST /auth/keys", SETTINGS_ADMIN),
            Map.entry("GET /auth/me", VM_READ),
            Map.entry("POST /auth/password", VM_READ),
            Map.entry("GET /vms/{id}/owners", VM_SHARE),
            Map.entry("PUT /vms/{id}/owners", VM_ASSIGN),
            Map.entry("GET /vms/{id}/shares", VM_SHARE),
            Map.entry("POST /vms/{id}/shares", VM_SHARE),
            Map.entry("DELETE /vms/{id}/shares/{share}", VM_SHARE),
            Map.entry("GET /vms/{id}/tags", VM_READ),
            Map.entry("PUT /vms/{id}/tags", VM_ASSIGN),
            Map.entry("GET /vms", VM_READ),
            Map.entry("GET /vms/{id}", VM_READ),
            Map.entry("POST /vms/{id}/{action}", VM_POWER),
            Map.entry("GET /vm/{vmid}", VM_READ),
            Map.entry("POST /vm/{vmid}/{action}", VM_POWER),
            Map.entry("GET /tasks", VM_READ),
            Map.entry("GET /tasks/{id}", VM_READ),
            Map.entry("GET /tasks/{id}/log", VM_READ),
            Map.entry("GET /sync/stats", VM_READ),
            Map.entry("GET /sync/health", VM_READ),
            Map.entry("POST /sync/trigger", SYNC_TRIGGER),
            Map.entry("GET /sync/runs", HOST_READ),
            Map.entry("GET /sync/runs/{id}", HOST_READ),
            Map.entry("GET /sync/quarantines", HOST_READ),
            Map.entry("POST /sync/quarantines/{connection}", CLUSTER_ADMIN),
            Map.entry("GET /settings/sync", SETTINGS_ADMIN),
            Map.entry("PATCH /settings/sync", SETTINGS_ADMIN),
            Map.entry("POST /secrets/rotate-key", SETTINGS_ADMIN),
            Map.entry("GET /audit", AUDIT_READ),
            Map.entry("GET /audit/verify", AUDIT_READ),
            Map.entry("GET /hosts", HOST_READ),
            Map.entry("GET /clusters", HOST_READ),
            Map.entry("GET /clusters/{id}", HOST_READ),
            Map.entry("POST /clusters", CLUSTER_ADMIN),
            Map.entry("PATCH /clusters/{id}", CLUSTER_ADMIN),
            Map.entry("DELETE /clusters/{id}", CLUSTER_ADMIN));

    /** Those by which callers become known. */
    private static final Set<String> FOR_ANYBODY = Set.of("POST /auth/login", "POST /auth/refresh");

    @Test
    void anybodyGetsNoFartherThanToTheLogin() {
        assertThat(Routes.all().stream().filter(Routes.Route::isForAnybody).map(Routes.Route::toString))
                .containsExactlyInAnyOrderElementsOf(FOR_ANYBODY);
    }

    @Test
    void everyRouteNeedsThePermissionOfTheTable() {
        Map<String, Permission> declared = new TreeMap<>();
        for (Routes.Route route : known()) {
            Needs needs = needs(route);
            assertThat(declared.getOrDefault(route.toString(), needs.value())).isEqualTo(needs.value());
            declared.put(route.toString(), needs.value());
        }
        assertThat(declared).containsExactlyInAnyOrderEntriesOf(TABLE);
    }

    @Test
    void whatChangesSomethingHasAWordInTheAuditTrail() {
        assertThat(known()).isNotEmpty().allSatisfy(route -> assertThat(
                        !needs(route).action().isEmpty())
                .as(route.toString())
                .isEqualTo(route.changes()));
    }

    @Test
    void whatIsDearHasItsBrake() {
        Map<String, String> costs = new TreeMap<>();
        for (Routes.Route route : Routes.all()) {
            Costs one = route.method().getAnnotation(Costs.class);
            if (one != null) {
                costs.put(
                        route + " " + route.method().getName(),
                        Arrays.toString(one.value()) + Arrays.toString(one.onDemand()));
            }
        }
        assertThat(costs)
                .isEqualTo(Map.ofEntries(
                        Map.entry("GET /vms list", "[][LIVE]"),
                        Map.entry("GET /vms lines", "[EXPORT][LIVE]"),
                        Map.entry("GET /vms csv", "[EXPORT][LIVE]"),
                        Map.entry("GET /audit list", "[][EXPORT]"),
                        Map.entry("GET /audit lines", "[EXPORT][]"),
                        Map.entry("GET /audit csv", "[EXPORT][]"),
                        Map.entry("GET /audit/verify verify", "[EXPORT][]"),
                        Map.entry("POST /secrets/rotate-key rotate", "[TRIGGER][]"),
                        Map.entry("POST /sync/trigger trigger", "[TRIGGER][]")));
    }

    private static List<Routes.Route> known() {
        return Routes.all().stream().filter(route -> !route.isForAnybody()).toList();
    }

    private static Needs needs(Routes.Route route) {
        return route.needs().orElseThrow(() -> new AssertionError(route + " needs no permission"));
    }
}
