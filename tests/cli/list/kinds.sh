# kinds.v1.Orders.Place (workflow)
temporal workflow execute \
  --type kinds.v1.Orders.Place \
  --task-queue orders \
  --workflow-id kinds.v1.Orders.Place/"$(uuidgen)" \
  --id-reuse-policy AllowDuplicate \
  --id-conflict-policy Fail \
  --run-timeout 3600s \
  --input '{"customer":"customer"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=kinds.v1.PlaceRequest

# kinds.v1.Orders.Ship (workflow)
# Its retry policy has no flag.
temporal workflow execute \
  --type ShipOrder \
  --task-queue shipping \
  --workflow-id ship/order_id/"$(uuidgen)" \
  --id-reuse-policy RejectDuplicate \
  --id-conflict-policy UseExisting \
  --execution-timeout 86400s \
  --task-timeout 10.5s \
  --input '{"orderId":"order_id"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=kinds.v1.ShipRequest

# kinds.v1.Orders.Price (handler)
temporal workflow execute \
  --type kinds.v1.Orders.Price \
  --task-queue orders \
  --workflow-id kinds.v1.Orders.Price/"$(uuidgen)" \
  --id-reuse-policy AllowDuplicate \
  --id-conflict-policy Fail \
  --run-timeout 3600s \
  --input '{"article":"article"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=kinds.v1.PriceRequest

# kinds.v1.Orders.Charge (handler)
temporal workflow execute \
  --type Charge \
  --task-queue orders \
  --workflow-id charge-order_id \
  --id-reuse-policy AllowDuplicate \
  --id-conflict-policy Fail \
  --run-timeout 3600s \
  --input '{"cents":"0","orderId":"order_id"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=kinds.v1.ChargeRequest

# kinds.v1.Orders.Quote (handler)
temporal workflow execute \
  --type kinds.v1.Orders.Quote \
  --task-queue orders \
  --workflow-id kinds.v1.Orders.Quote/"$(uuidgen)" \
  --id-reuse-policy AllowDuplicate \
  --id-conflict-policy Fail \
  --run-timeout 3600s \
  --input '{"article":"article"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=kinds.v1.PriceRequest

# kinds.v1.Orders.Ping (workflow)
temporal workflow execute \
  --type kinds.v1.Orders.Ping \
  --task-queue orders \
  --workflow-id kinds.v1.Orders.Ping/"$(uuidgen)" \
  --id-reuse-policy AllowDuplicate \
  --id-conflict-policy Fail \
  --run-timeout 3600s

# kinds.v1.Orders.Count (handler)
temporal workflow execute \
  --type kinds.v1.Orders.Count \
  --task-queue orders \
  --workflow-id kinds.v1.Orders.Count/"$(uuidgen)" \
  --id-reuse-policy AllowDuplicate \
  --id-conflict-policy Fail \
  --run-timeout 3600s

# kinds.v1.Orders.Cancel (workflow)
temporal workflow execute \
  --type kinds.v1.Orders.Cancel \
  --task-queue orders \
  --workflow-id cancel-order_id \
  --id-reuse-policy AllowDuplicateFailedOnly \
  --id-conflict-policy TerminateExisting \
  --run-timeout 3600s \
  --input '{"orderId":"order_id"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=kinds.v1.CancelRequest

# kinds.v1.Stock.Reserve (handler)
temporal workflow execute \
  --type kinds.v1.Stock.Reserve \
  --task-queue orders \
  --workflow-id stock-kinds.v1.Stock.Reserve-"$(uuidgen)" \
  --id-reuse-policy AllowDuplicate \
  --id-conflict-policy Fail \
  --input '{"article":"article","pieces":0}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=kinds.v1.ReserveRequest

# kinds.v1.Stock.Restock (workflow)
temporal workflow execute \
  --type kinds.v1.Stock.Restock \
  --task-queue orders \
  --workflow-id stock-kinds.v1.Stock.Restock-"$(uuidgen)" \
  --id-reuse-policy AllowDuplicate \
  --id-conflict-policy Fail \
  --input '{"article":"article","pieces":0}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=kinds.v1.ReserveRequest
