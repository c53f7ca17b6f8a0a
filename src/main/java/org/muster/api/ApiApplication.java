package org.muster.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The JSON side of Muster. */
@ApplicationPath("api")
public class ApiApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                VmResource.class,
                VmidResource.class,
                TaskResource.class,
                SyncResource.class,
                SyncRunResource.class,
                QuarantineResource.class,
                SettingsResource.class,
                SecretsResource.class,
                HostResource.class,
                ClusterResource.class,
                AuditResource.class,
                LoginResource.class,
                TotpResource.class,
                UserTotpResource.class,
                SessionResource.class,
                UserSessionResource.class,
                KeyResource.class,
                MeResource.class,
                PasswordResource.class,
                UserResource.class,
                UserTokenResource.class,
                TokenResource.class,
                GroupResource.class,
                RoleResource.class,
                GrantResource.class,
                RuleResource.class,
                OwnersResource.class,
                SharesResource.class,
                TagsResource.class,
                PermissionFilter.class,
                ProblemMapper.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl", true); // /openapi describes the API, to all servers alike
    }
}
