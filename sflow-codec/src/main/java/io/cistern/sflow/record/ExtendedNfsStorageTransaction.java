package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// An NFS transaction: `extended_nfs_storage_transaction` (0:2001).
///
/// Source: sflow list 0282.
///
/// @param path file handle or path the operation is on; bytes at 0
/// @param operation number of the NFS operation; unsigned 32 bits
/// @param status NFS status, 0 ok; unsigned 32 bits
@SflowStructure(
    format = 2001,
    name = "extended_nfs_storage_transaction",
    source = "sflow list 0282")
public record ExtendedNfsStorageTransaction(Bytes path, long operation, long status)
    implements FlowRecord {}
