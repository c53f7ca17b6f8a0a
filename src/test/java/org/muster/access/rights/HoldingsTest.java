package org.muster.access.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What comes with what is given. */
class HoldingsTest {

    private final RightsRig rig = new RightsRig();
    private final Holdings holdings = new Holdings(rig.register);
    private final Role eraser = rig.roles.add("eraser", Set.of(Permission.VM_DELETE));
    private final Subject owners =
            Subject.group(rig.groups.add("owners", null, Set.of()).id());

    HoldingsTest() {
        long user = rig.accounts().iterator().next();
        rig.grants.add(new Grants.Wanted(Subject.user(user), eraser, Scope.group(owners.id()), false, null), "test");
    }

    @Test
    void aGroupThatOwnsBringsWhatIsGrantedOnItsVms() {
        assertThat(holdings.given(Role.OWNER, owners))
                .containsAll(Role.OWNER.permissions())
                .contains(Permission.VM_DELETE);
        assertThat(holdings.given(Role.VIEWER, owners)).isEqualTo(Role.VIEWER.permissions());
        assertThat(holdings.given(Role.OWNER, Subject.user(owners.id()))).isEqualTo(Role.OWNER.permissions());
        assertThat(holdings.given(Role.OWNER, null)).isEqualTo(Role.OWNER.permissions());
    }

    @Test
    void soDoesATagByWhichAGroupOwns() {
        rig.rules.add(Rule.Kind.TAG, "class-a", owners, Role.OWNER);

        assertThat(holdings.heldByTags(Set.of("class-a"))).contains(Permission.VM_DELETE);
        assertThat(holdings.heldBySources()).contains(Permission.VM_DELETE);
        assertThat(holdings.heldByTags(Set.of("class-b"))).isEmpty();
    }
}
