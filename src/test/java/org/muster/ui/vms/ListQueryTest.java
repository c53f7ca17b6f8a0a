package org.muster.ui.vms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.muster.inventory.VmQuery;
import org.muster.inventory.VmQuery.Sort;
import org.muster.inventory.VmStatus;

class ListQueryTest {
    @Test
    void withoutParametersItIsEverythingByName() {
        assertThat(ListQuery.parse(null).toVmQuery()).isEqualTo(VmQuery.EVERYTHING);
        assertThat(ListQuery.parse(null).href("/ui/vms")).isEqualTo("/ui/vms");
    }

    @Test
    void whatIsReadIsWrittenBack() {
        String query = "search=w%25b+%26+%C3%BC&status=paused&cluster=3&sort=cpu_usage&order=desc&page=4";
        ListQuery read = ListQuery.parse(query);
        assertThat(read).isEqualTo(new ListQuery("w%b & ü", VmStatus.PAUSED, 3L, Sort.CPU_USAGE, true, 4));
        assertThat(read.toQuery()).isEqualTo(query);
    }

    @Test
    void whatIsNotUnderstoodIsAsIfItWereNotThere() {
        assertThat(ListQuery.parse("search=%zz&status=flying&cluster=x&sort=password&order=up&page=-2&&=&foo"))
                .isEqualTo(ListQuery.parse(null));
        assertThat(ListQuery.parse("page=99999999999999999999").page()).isEqualTo(1);
        assertThat(ListQuery.parse("page=999999999999999999").page()).isEqualTo(1_000_000);
    }

    @Test
    void searchIsCappedAndSplitIntoWords() {
        assertThat(ListQuery.parse("search=" + "a".repeat(500)).search()).hasSize(200);
        assertThat(ListQuery.parse("search=++web++prod+").toVmQuery().words()).containsExactly("web", "prod");
    }

    @Test
    void sameColumnTurnsRoundAndBeginsAtPageOne() {
        ListQuery byNode = ListQuery.parse("page=3").by(Sort.NODE);
        assertThat(byNode.toQuery()).isEqualTo("sort=node&order=asc");
        assertThat(byNode.by(Sort.NODE).toQuery()).isEqualTo("sort=node&order=desc");
        assertThat(byNode.by(Sort.NODE).by(Sort.NODE)).isEqualTo(byNode);
    }
}
