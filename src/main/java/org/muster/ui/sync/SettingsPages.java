package org.muster.ui.sync;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.access.Trail;
import org.muster.access.audit.Detail;
import org.muster.access.rights.Permission;
import org.muster.sync.SettingChanges;
import org.muster.sync.SettingsRefused;
import org.muster.sync.SyncKey;
import org.muster.ui.page.Links;
import org.muster.ui.page.Note;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;

/** Where administrators change how often and how patiently Muster observes. */
@Path("sync/settings")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class SettingsPages {

    private static final String AUDIT = "settings.sync";

    @Inject
    Visits visits;

    @Inject
    SettingChanges changes;

    @Inject
    Trail trail;

    /** The form. */
    @GET
    public View page(@Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.SETTINGS_ADMIN, security, request);
        Instant now = Instant.now();
        List<SettingLine> lines = changes.all().stream()
                .map(held -> SettingLine.of(held, null, null, "", now))
                .toList();
        return view(visit, Note.NONE, lines);
    }

    /** Changes the fields that differ from what the form showed; an empty one has what is configured hold again. */
    @POST
    public Response change(
            @Context UriInfo uri, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.SETTINGS_ADMIN, AUDIT, security, request);
        Map<SyncKey, @Nullable Long> wanted = new EnumMap<>(SyncKey.class);
        Map<SyncKey, String> problems = new EnumMap<>(SyncKey.class);
        for (SyncKey key : SyncKey.values()) {
            String typed = typed(request, key);
            if (typed == null || typed.equals(request.getParameter("was_" + key.word()))) {
                continue;
            }
            if (typed.isEmpty()) {
                wanted.put(key, null);
            } else if (typed.matches("[0-9]{1,12}")) {
                wanted.put(key, Long.valueOf(typed));
            } else {
                problems.put(key, "must be a whole number");
            }
        }
        if (problems.isEmpty()) {
            try {
                trail.record(visit.caller(), AUDIT, "settings:sync", detail(wanted), () -> {
                    changes.change(wanted, visit.caller().name());
                    return true;
                });
                return Links.seeOther(uri, "sync/settings", "");
            } catch (SettingsRefused e) {
                problems.putAll(e.problems());
            }
        } else {
            trail.refused(visit.caller(), AUDIT, "settings:sync", problems.toString());
        }
        return Response.status(422).entity(refused(visit, problems, request)).build();
    }

    private Detail detail(Map<SyncKey, @Nullable Long> wanted) {
        Detail detail = Detail.NONE;
        for (SettingChanges.Difference one : changes.differences(wanted)) {
            detail = detail.changing(one.word(), one.before(), one.after());
        }
        return detail;
    }

    private View refused(Visit visit, Map<SyncKey, String> problems, HttpServletRequest request) {
        Instant now = Instant.now();
        List<SettingLine> lines = changes.all().stream()
                .map(held -> SettingLine.of(
                        held,
                        typed(request, held.key()),
                        request.getParameter("was_" + held.key().word()),
                        problems.getOrDefault(held.key(), ""),
                        now))
                .toList();
        return view(visit, Note.refusal("Nothing was changed."), lines);
    }

    private static View view(Visit visit, Note note, List<SettingLine> lines) {
        return new View(
                "sync/settings.jte", new SettingsScreen(visit.frame("How Muster observes", "sync"), note, lines));
    }

    private static @Nullable String typed(HttpServletRequest request, SyncKey key) {
        String typed = request.getParameter(key.word());
        return typed == null
                ? null
                : typed.substring(0, Math.min(typed.length(), 40)).strip();
    }
}
