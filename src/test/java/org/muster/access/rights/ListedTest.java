package org.muster.access.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListedTest {

    private final RightsRig rig = new RightsRig();
    private final List<Long> people = rig.accounts().stream().sorted().toList();

    private Listed<Group> groups(String search, int page, int size) {
        return rig.groups.page(search, new Listed.Page(page, size));
    }

    @Test
    void groupsComeByPagesWithTheirMembers() {
        Group dept = rig.groups.add("Dept", null, Set.of());
        rig.groups.add("class b", dept.id(), Set.of(people.get(1)));
        rig.groups.add("class a", dept.id(), Set.of(people.get(1), people.get(2)));
        assertThat(groups("", 1, 2).rows()).extracting(Group::name).containsExactly("class a", "class b");
        assertThat(groups("", 1, 2).rows().get(0).members()).containsExactlyInAnyOrder(people.get(1), people.get(2));
        assertThat(groups("", 2, 2).rows()).extracting(Group::name).containsExactly("Dept");
        assertThat(groups("", 3, 2)).isEqualTo(new Listed<>(List.of(), 3));
        assertThat(groups("A class", 1, 9).rows()).extracting(Group::name).containsExactly("class a", "class b");
        assertThat(groups("%", 1, 9).total()).as("plain characters").isZero();
        assertThat(rig.groups.within(dept.id())).extracting(Group::name).containsExactly("class a", "class b");
        Map<Long, List<Group>> of = rig.groups.of(people);
        assertThat(of.get(people.get(1))).extracting(Group::name).containsExactly("class a", "class b");
        assertThat(of.keySet()).containsExactlyInAnyOrder(people.get(1), people.get(2));
        assertThat(rig.groups.named("DEPT")).isPresent();
    }

    @Test
    void grantsAreFoundByWhomAndOfWhatTheyAre() {
        Subject eva = Subject.user(people.get(1));
        rig.grants.add(new Grants.Wanted(eva, Role.VIEWER, Scope.tag("a"), false, null), "test");
        rig.grants.add(new Grants.Wanted(eva, Role.VIEWER, Scope.cluster(rig.clusters.get(0)), false, null), "test");
        assertThat(grants(new Grants.Filter(eva, null, null))).hasSize(2);
        assertThat(grants(new Grants.Filter(eva, Scope.Kind.TAG, null)))
                .extracting(Grant::scope)
                .containsExactly(Scope.tag("a"));
        assertThat(grants(new Grants.Filter(null, null, Scope.cluster(rig.clusters.get(0)))))
                .hasSize(1);
        assertThat(rig.grants.page(Grants.Filter.NONE, new Listed.Page(2, 2)).total())
                .isEqualTo(3);
    }

    private List<Grant> grants(Grants.Filter filter) {
        return rig.grants.page(filter, new Listed.Page(1, 10)).rows();
    }

    @Test
    void whatWasGrantedOnAClusterEndsWithIt() {
        long cluster = rig.clusters.get(0);
        rig.grants.add(
                new Grants.Wanted(Subject.user(people.get(1)), Role.VIEWER, Scope.cluster(cluster), false, null),
                "test");
        assertThat(ended()).isEmpty();
        rig.database.call(tx -> {
            try (var delete = tx.prepareStatement("DELETE FROM cluster WHERE id = ?")) {
                delete.setLong(1, cluster);
                return delete.executeUpdate();
            }
        });
        assertThat(ended()).extracting(Grant::scope).containsExactly(Scope.cluster(cluster));
        assertThat(rig.grants.all()).noneMatch(grant -> grant.scope().equals(Scope.cluster(cluster)));
    }

    private List<Grant> ended() {
        List<Grant> ended = new ArrayList<>();
        rig.register.catchUp((tx, over) -> ended.addAll(over));
        return ended;
    }
}
