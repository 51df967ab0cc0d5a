package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// A SCSI transaction: `extended_scsi_storage_transaction` (0:2002).
///
/// Source: sflow list 0282.
///
/// @param lun logical unit the operation is on; unsigned 32 bits at 0
/// @param operation SCSI operation code; unsigned 32 bits at 4
/// @param status SCSI status, 0 good; unsigned 32 bits at 8
@SflowStructure(
    format = 2002,
    name = "extended_scsi_storage_transaction",
    source = "sflow list 0282")
public record ExtendedScsiStorageTransaction(long lun, long operation, long status)
    implements FlowRecord {}
