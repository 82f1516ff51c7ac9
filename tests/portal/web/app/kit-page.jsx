/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import { App, Alert, Button, Card, ConfigProvider, Progress, Spin, Table, Typography } from 'antd';
import { useEffect, useState } from 'react';

import { KitForm } from './kit-form.jsx';
import { word } from './seed.js';

/* A page of the skin “kit”, item by item. */

function Complaint ({ look, text })
{
  const { message } = App.useApp ();
  const isMessage = look.pick ('alert-kind', 3) === 2;

  useEffect (() => {
    if (isMessage)
      message.error (text, 10);
  }, [text]);
  return isMessage ? null
                   : <Alert type="error" showIcon message={text} style={{ marginBottom: 16 }} />;
}

/* Goes on by itself and never arrives. */
function Waiting ({ look })
{
  const [percent, setPercent] = useState (10);

  useEffect (() => {
    const timer = setInterval (() => setPercent (value => Math.min (95, value + 5)), 500);

    return () => clearInterval (timer);
  }, []);
  return look.pick ('waiting', 2) === 0 ? <Progress percent={percent} status="active" />
                                        : <Spin size="large" />;
}

function Link ({ look, item, portal })
{
  const isPlain = item.download && look.pick ('link', 2) === 1;

  return <Button type={item.download ? 'primary' : 'link'}
                 href={isPlain ? item.target : undefined}
                 onClick={event => {
                   event.preventDefault ();
                   portal.follow (item);
                 }}>{item.label}</Button>;
}

function Certificates ({ look, item, portal })
{
  const columns = item.titles.slice (0, -1).map ((title, i) => ({ title, dataIndex: i, key: i }));

  columns.push ({ title: item.titles.at (-1),
                  key: 'links',
                  render: (_, row) => row.links.map (
                    link => <Link key={link.label} look={look} item={link} portal={portal} />) });
  return <Table columns={columns} rowSelection={{}} pagination={false}
                dataSource={item.rows.map (row => ({ key: row.id, ...row.cells,
                                                     links: row.links }))} />;
}

function Item ({ look, item, portal })
{
  switch (item.type)
    {
    case 'text':
      return <Typography.Paragraph>{item.text}</Typography.Paragraph>;
    case 'alert':
      return <Complaint look={look} text={item.text} />;
    case 'link':
      return <Link look={look} item={item} portal={portal} />;
    case 'form':
      return <KitForm look={look} form={item} portal={portal} />;
    case 'table':
      return <Certificates look={look} item={item} portal={portal} />;
    case 'refresh':
      return <Waiting look={look} />;
    default:
      return null;
    }
}

export function KitPage ({ look, page, portal, isBusy, complaint })
{
  const hasOwnPrefix = look.seed !== 0 && look.pick ('prefix', 2) === 1;
  const level = look.pick ('heading', 3) + 1;

  return (
    <ConfigProvider prefixCls={hasOwnPrefix ? word (look.seed, 'prefix') : 'ant'}>
      <App>
        <Spin spinning={isBusy}>
          <Card style={{ maxWidth: 760, margin: '24px auto' }}>
            <Typography.Title level={level}>{page.title}</Typography.Title>
            {complaint && <Complaint look={look} text={complaint} />}
            {page.items.map ((item, i) => <Item key={i} look={look} item={item} portal={portal} />)}
          </Card>
        </Spin>
      </App>
    </ConfigProvider>
  );
}
