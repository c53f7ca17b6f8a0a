package org.muster.access.admin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import org.muster.access.Account;
import org.muster.access.Caller;
import org.muster.access.People;
import org.muster.access.Trail;
import org.muster.access.rights.Subject;

/** Adds, changes and removes users and services. Each throws as {@link People} does. */
@Singleton
public class UserChanges {

    /** Without what is mistaken for something else. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int GENERATED = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final People people;
    private final Trail trail;

    @Inject
    public UserChanges(People people, Trail trail) {
        this.people = people;
        this.trail = trail;
    }

    /** A password that nobody guesses. */
    public static String freshPassword() {
        return RANDOM.ints(GENERATED, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, i) -> text.append(LETTERS.charAt(i)), StringBuilder::append)
                .toString();
    }

    /** @param wish with a name */
    public People.Person add(Caller caller, People.Wish wish) {
        String name = String.valueOf(wish.name());
        return trail.record(caller, "user.add", name, wish.words(), () -> {
            requireNoPasswordByToken(caller, wish);
            return people.add(caller, name, wish);
        });
    }

    public People.Person change(Caller caller, Account account, People.Wish wish) {
        return trail.record(caller, "user.change", target(account), wish.words(), () -> {
            requireNoPasswordByToken(caller, wish);
            return people.change(caller, account, wish);
        });
    }

    public void remove(Caller caller, Account account) {
        trail.record(caller, "user.delete", target(account), account.name(), () -> {
            people.remove(caller, account);
            return true;
        });
    }

    /** Else a token that ends could outlive itself. */
    private static void requireNoPasswordByToken(Caller caller, People.Wish wish) {
        if (wish.password() != null) {
            TokenChanges.requireNoToken(caller);
        }
    }

    private static String target(Account account) {
        return Subject.user(account.id()).toString();
    }
}
