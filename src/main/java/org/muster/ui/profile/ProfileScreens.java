package org.muster.ui.profile;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.muster.access.Admission;
import org.muster.access.SecondStep;
import org.muster.ui.page.Note;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;

/** Puts together what the profile page shows. */
@Singleton
public class ProfileScreens {

    private final Admission admission;
    private final SecondStep second;

    @Inject
    public ProfileScreens(Admission admission, SecondStep second) {
        this.admission = admission;
        this.second = second;
    }

    View page(Visit visit, HttpServletRequest request) {
        return page(visit, request, Note.NONE);
    }

    View page(Visit visit, HttpServletRequest request, Note note) {
        Instant now = Instant.now();
        long current = Admission.login(request).orElse(0L);
        List<SessionLine> lines = admission.sessions(visit.caller().id()).stream()
                .map(session -> SessionLine.of(session, current, now))
                .toList();
        return new View(
                "profile/page.jte",
                new ProfileScreen(
                        visit.frame("Profile", ""),
                        note,
                        lines,
                        second.isOn(visit.caller()),
                        second.recoveryCodes(visit.caller())));
    }
}
