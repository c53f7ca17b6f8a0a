package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.Trail;
import org.muster.access.audit.Detail;
import org.muster.access.rights.Permission;
import org.muster.sync.SettingChanges;
import org.muster.sync.SettingsRefused;
import org.muster.sync.SyncKey;

/** What administrators may change while Muster runs. */
@Path("settings/sync")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class SettingsResource {

    private static final String AUDIT = "settings.sync";

    @Inject
    SettingChanges changes;

    @Inject
    Trail trail;

    /** All, with bounds, and who changed them. */
    @GET
    @Needs(Permission.SETTINGS_ADMIN)
    public Response list() {
        return Answers.json(SettingsJson.write(new JsonOut(), changes.all()));
    }

    /** Changes those that are named; null has what is configured hold again. */
    @PATCH
    @Needs(value = Permission.SETTINGS_ADMIN, action = AUDIT)
    public Response change(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        JsonObject wish = JsonBody.required(body, type);
        Check check = new Check();
        Map<SyncKey, @Nullable Long> wanted = new EnumMap<>(SyncKey.class);
        for (String member : wish.keySet()) {
            SyncKey.of(member)
                    .ifPresentOrElse(
                            key -> wanted.put(key, SettingsJson.value(wish, key, check)),
                            () -> check.wrong(member, "is no setting"));
        }
        check.done();
        Caller caller = PermissionFilter.caller(http);
        trail.record(caller, AUDIT, "settings:sync", detail(wanted), () -> {
            change(wanted, caller.name());
            return true;
        });
        return list();
    }

    private Detail detail(Map<SyncKey, @Nullable Long> wanted) {
        Detail detail = Detail.NONE;
        for (SettingChanges.Difference one : changes.differences(wanted)) {
            detail = detail.changing(one.word(), one.before(), one.after());
        }
        return detail;
    }

    private void change(Map<SyncKey, @Nullable Long> wanted, String by) {
        try {
            changes.change(wanted, by);
        } catch (SettingsRefused e) {
            List<FieldError> errors = e.problems().entrySet().stream()
                    .map(problem -> new FieldError(problem.getKey().word(), problem.getValue()))
                    .toList();
            throw new InvalidRequest(errors);
        }
    }
}
