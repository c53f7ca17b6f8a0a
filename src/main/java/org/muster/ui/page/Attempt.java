package org.muster.ui.page;

import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import java.util.function.Supplier;
import org.muster.access.rights.AccessDenied;
import org.muster.access.rights.RightsConflict;

/** Has done what a form asks for; why that is refused is told on the page that has the form. */
public final class Attempt {

    private Attempt() {}

    /** @param again the page, with what there is to say */
    public static Response of(Supplier<Response> deed, Function<Note, View> again) {
        try {
            return deed.get();
        } catch (WrongField e) {
            return refused(422, e, again);
        } catch (RightsConflict e) {
            return refused(409, e, again);
        } catch (AccessDenied e) {
            return refused(403, e, again);
        }
    }

    private static Response refused(int status, RuntimeException why, Function<Note, View> again) {
        Note note = Note.refusal(String.valueOf(why.getMessage()));
        return Response.status(status).entity(again.apply(note)).build();
    }
}
