package org.muster.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.inventory.Vm;

class VmCsvTest {

    @Test
    void aRowHasACellForEveryColumn() {
        assertThat(VmCsv.header())
                .startsWith("id,vmid,uuid,")
                .endsWith(",autostart,os,pool,lock,ha_state,snapshots\r\n");
        assertThat(csv(Vms.webServer()))
                .isEqualTo(
                        "1000000017,100,4c1e0f3a-0000-4000-8000-000000000001,1,lab,web-server,kvm-01,running,running,,"
                                + "10.220.15.50,qemu,linux,4096,2,34359738368,86400,25.5,60.2,false,\"web,prod\",false,true,"
                                + "2026-11-21T11:59:40.123Z,2026-11-21T11:59:40.123Z,,false,,,,,true,debian12,front,backup,started,3\r\n");
        assertThat(csv(Vms.bare()).trim().split(",", -1)).hasSameSizeAs(VmCsv.COLUMNS);
    }

    @Test
    void cellsWithCommasQuotesAndLineEndsAreQuoted() {
        assertThat(cell("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\",");
        assertThat(cell("a\r\nb")).isEqualTo("\"a\r\nb\",");
        assertThat(cell("a b")).isEqualTo("a b,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx"})
    void whatLooksLikeAFormulaIsText(String text) {
        assertThat(cell(text)).isEqualTo("'" + text + ",");
    }

    @Test
    void aQuotedCellCanBeNoFormulaEither() {
        assertThat(cell("=HYPERLINK(\"x\",1)")).isEqualTo("\"'=HYPERLINK(\"\"x\"\",1)\",");
        assertThat(cell("\rx")).isEqualTo("\"'\rx\",");
    }

    private static String cell(String text) {
        StringBuilder out = new StringBuilder();
        VmCsv.cell(out, text);
        return out.toString();
    }

    private static String csv(Vm vm) {
        StringBuilder out = new StringBuilder();
        new VmCsv(Vms.fresh()).write(out, vm);
        return out.toString();
    }
}
