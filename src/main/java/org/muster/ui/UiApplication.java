package org.muster.ui;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.muster.ui.audit.AuditPages;
import org.muster.ui.clusters.ClusterEditPages;
import org.muster.ui.clusters.ClusterPages;
import org.muster.ui.login.LoginPages;
import org.muster.ui.page.ErrorPages;
import org.muster.ui.page.ViewWriter;
import org.muster.ui.people.GrantPages;
import org.muster.ui.people.GroupOnePages;
import org.muster.ui.people.GroupPages;
import org.muster.ui.people.RolePages;
import org.muster.ui.people.RulePages;
import org.muster.ui.people.UserOnePages;
import org.muster.ui.people.UserPages;
import org.muster.ui.profile.PasswordPages;
import org.muster.ui.profile.ProfilePages;
import org.muster.ui.profile.SecondFactorPages;
import org.muster.ui.sync.QuarantinePages;
import org.muster.ui.sync.SettingsPages;
import org.muster.ui.sync.SyncPages;
import org.muster.ui.tasks.TaskPages;
import org.muster.ui.tokens.TokenPages;
import org.muster.ui.vms.VmActionPages;
import org.muster.ui.vms.VmGivingPages;
import org.muster.ui.vms.VmPages;

/** All pages, by name: what is not listed does not exist. */
@ApplicationPath("ui")
public class UiApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                LoginPages.class,
                VmPages.class,
                VmActionPages.class,
                SyncPages.class,
                QuarantinePages.class,
                SettingsPages.class,
                TaskPages.class,
                ClusterPages.class,
                ClusterEditPages.class,
                AuditPages.class,
                PasswordPages.class,
                ProfilePages.class,
                SecondFactorPages.class,
                UserPages.class,
                UserOnePages.class,
                GroupPages.class,
                GroupOnePages.class,
                RolePages.class,
                GrantPages.class,
                RulePages.class,
                TokenPages.class,
                VmGivingPages.class,
                ViewWriter.class,
                ErrorPages.class);
    }
}
