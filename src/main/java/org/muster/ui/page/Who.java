package org.muster.ui.page;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.muster.access.admin.Directory;
import org.muster.access.rights.Subject;

/** Users and groups as forms name them: fields {@code who} (user or group) and {@code name}. */
@Singleton
public class Who {

    private final Directory directory;

    @Inject
    public Who(Directory directory) {
        this.directory = directory;
    }

    /** Whom a form names, empty if it names nobody; what is wrong in it, {@link WrongField}. */
    public Optional<Subject> named(String who, String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Subject.Kind kind = who.equals("group") ? Subject.Kind.GROUP : Subject.Kind.USER;
        return Optional.of(directory.find(kind, name).orElseThrow(() -> missing(kind, name)));
    }

    /** Whom a form must name. */
    public Subject required(Typed typed) {
        return named(typed.text("who"), typed.text("name"))
                .orElseThrow(() -> new WrongField("A user's or a group's name must be given."));
    }

    private static WrongField missing(Subject.Kind kind, String name) {
        return new WrongField("There is no " + (kind == Subject.Kind.GROUP ? "group" : "user") + " “" + name + "”.");
    }

    public Map<Subject, String> names(Collection<Subject> subjects) {
        return directory.names(subjects);
    }

    /** As a page names it. */
    public static WhoLine line(Subject subject, Map<Subject, String> names) {
        return new WhoLine(
                subject.kind() == Subject.Kind.GROUP,
                subject.id(),
                names.getOrDefault(subject, "no longer there"),
                subject.toString());
    }

    /**
     * A user or a group.
     *
     * @param key as it is written: {@code user:7}
     */
    public record WhoLine(boolean group, long id, String name, String key) {
        public String href() {
            return (group ? "/ui/groups/" : "/ui/users/") + id;
        }
    }
}
