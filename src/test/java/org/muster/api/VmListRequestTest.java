package org.muster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.inventory.VmQuery;
import org.muster.inventory.VmStatus;

class VmListRequestTest {

    @Test
    void nothingAskedIsTheFirstHundredByName() {
        assertThat(of()).isEqualTo(new VmListRequest(VmQuery.EVERYTHING, 1, 100, null, false));
        assertThat(of("search=", "cluster=", "size=", "stale=", "sort=", "status=", "since="))
                .isEqualTo(of());
    }

    @Test
    void everyFilterIsRead() {
        VmListRequest request = of(
                "search=web  100%_'",
                "cluster=1",
                "status=running,paused",
                "status=stopped",
                "tag=prod",
                "host=kvm-01",
                "stale=true",
                "error=false",
                "gone=true",
                "sort=cpu_usage",
                "order=desc",
                "page=3",
                "size=1000",
                "since=" + new Cursor(7),
                "live=true");
        VmQuery query = new VmQuery(
                List.of("web", "100%_'"),
                1L,
                Set.of(VmStatus.RUNNING, VmStatus.PAUSED, VmStatus.STOPPED),
                "prod",
                "kvm-01",
                true,
                false,
                true,
                VmQuery.Sort.CPU_USAGE,
                true);
        assertThat(request).isEqualTo(new VmListRequest(query, 3, 1000, new Cursor(7), true));
    }

    @Test
    void bothWordsForLiveCount() {
        assertThat(of("force_refresh=true").live()).isTrue();
        assertThat(of("live=false", "force_refresh=false").live()).isFalse();
    }

    @Test
    void everySortOfTheContractIsAllowed() {
        for (String sort : "name status node cpu_usage memory_usage uptime last_updated".split(" ")) {
            assertThat(of("sort=" + sort).query().sort().word()).isEqualTo(sort);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cluster,x",
        "cluster,-1",
        "cluster,0",
        "cluster,99999999999999999999",
        "status,up",
        "status,RUNNING",
        "stale,yes",
        "error,1",
        "gone,x",
        "sort,id",
        "sort,name;drop",
        "order,up",
        "page,0",
        "page,-1",
        "page,x",
        "page,1.5",
        "page,+1",
        "page,１",
        "size,0",
        "size,1001",
        "since,abc",
        "live,x",
        "force_refresh,2"
    })
    void anyOtherValueIsRefusedByItsName(String name, String value) {
        assertThat(refused(name + "=" + value).errors())
                .extracting(FieldError::field)
                .containsExactly(name);
    }

    @Test
    void theRowsBeforeAPageAlwaysCountAsAnInt() {
        assertThat(of("page=2147483", "size=1000").page()).isEqualTo(2_147_483);
        assertThat(refused("page=2147484", "size=1000").errors()).hasSize(1);
        assertThat(refused("page=2147483647").errors()).hasSize(1);
    }

    @Test
    void tooLongIsRefused() {
        String long256 = "x".repeat(256);
        assertThat(refused("search=" + long256, "tag=" + long256, "host=" + long256)
                        .errors())
                .hasSize(3);
        assertThat(refused("search=" + "x ".repeat(17)).errors()).hasSize(1);
    }

    @Test
    void ofTwoValuesNoneIsGuessed() {
        assertThat(refused("sort=name", "sort=status").errors())
                .containsExactly(new FieldError("sort", "must be given once"));
    }

    @Test
    void everyErrorIsTold() {
        assertThat(refused("page=0", "size=0", "sort=x").errors())
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder("page", "size", "sort");
    }

    @Test
    void theWholeClusterIsAskedForWithoutTheFilters() {
        VmQuery whole = of("cluster=4", "search=x", "status=running").wholeCluster();
        assertThat(whole.cluster()).isEqualTo(4);
        assertThat(whole.words()).isEmpty();
        assertThat(whole.gone()).isTrue();
    }

    private static InvalidRequest refused(String... parameters) {
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, () -> of(parameters));
        assertThat(refused).as("refused").isNotNull();
        return refused;
    }

    private static VmListRequest of(String... parameters) {
        MultivaluedMap<String, String> given = new MultivaluedHashMap<>();
        Arrays.stream(parameters)
                .map(parameter -> parameter.split("=", 2))
                .forEach(pair -> given.add(pair[0], pair[1]));
        return VmListRequest.of(given);
    }
}
